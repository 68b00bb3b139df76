using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>Answers what comes before and after an upload: a link to PUT to, and the check of what arrived.</summary>
internal sealed class UploadEndpoints(IUploadStorage uploads, EmulatorOptions options)
{
    public ApiResponse Link(ApiRequest request)
    {
        _ = new ActionParams(request, options.RefuseUnknownActionParams);
        (string key, string link) = uploads.NewLink();
        return Nameless("upload", new JsonObject
        {
            ["storageKey"] = key,
            [options.CapitalUploadUrl ? "uploadURL" : "uploadUrl"] = link,
        });
    }

    public ApiResponse Validate(ApiRequest request)
    {
        ActionParams parameters = new(request, options.RefuseUnknownActionParams, "hash", "storageKey");
        string hash = parameters.Required("hash");
        string key = parameters.Required("storageKey");
        using OpenUpload upload = uploads.Open(key) ?? throw ApiException.Invalid("There is no upload with this storage key.", "/data");
        if (UploadDigest.Compute(upload.File, key, options) != hash)
            throw ApiException.Invalid("The hash is not that of the upload.", "/data");
        upload.File.Position = 0;
        ApiResponse response = Nameless("validateUpload", Measure(upload.File));
        upload.MarkValidated();
        return response;
    }

    private static ApiResponse Nameless(string type, JsonObject attributes) =>
        ApiResponse.Ok(new JsonObject { ["type"] = type, ["attributes"] = attributes });

    private JsonObject Measure(Stream file)
    {
        try
        {
            CsvReader reader = CsvReader.Open(file);
            string[] header = reader.Read() ?? [];
            string[]? first = reader.Read();
            long count = first is null ? 0 : 1;
            while (reader.Skip())
                count++;
            JsonObject[] columns =
            [
                .. header.Select((name, i) => new JsonObject { ["header"] = name, ["value"] = first?.ElementAtOrDefault(i) }),
            ];
            return new JsonObject
            {
                ["headerValue"] = options.HeaderValueAsObject ? columns.FirstOrDefault() : new JsonArray([.. columns]),
                ["recordCount"] = options.RecordCountAsText ? count.ToString(CultureInfo.InvariantCulture) : count,
            };
        }
        catch (FormatException e)
        {
            throw ApiException.Invalid($"The upload is no CSV. {e.Message}", "/data");
        }
    }
}
