using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>What an import was asked for, checked as far as the request alone tells.</summary>
internal sealed record ImportRequest(JsonObject Attributes, string DupeMethod)
{
    private const int LongestFileName = 255;

    public string? FileName => (string?)Attributes["fileName"];

    public JsonObject Mappings => Attributes["mappings"]!.AsObject();

    public string StorageKey => (string)Attributes["storageKey"]!;

    public long? RecordCount => AttributeValue.Integer(Attributes["recordCount"]);

    public static ImportRequest Read(ImportKind kind, string body)
    {
        JsonObject attributes = RequestBody.Attributes(body);
        string? unknown = attributes.Select(pair => pair.Key).FirstOrDefault(name => !kind.Attributes.Contains(name));
        if (unknown is not null)
            throw ApiException.UnknownAttribute($"'{unknown}' is not an attribute of {kind.Action}.");
        Check(
            attributes["fileName"] is null || Text(attributes["fileName"]) is { Length: <= LongestFileName },
            "fileName", $"must be text of at most {LongestFileName} characters");
        string? dupeMethod = attributes["dupeMethod"] is null ? "skip" : Text(attributes["dupeMethod"]);
        Check(kind.DupeMethods.Contains(dupeMethod), "dupeMethod", $"must be one of {string.Join(", ", kind.DupeMethods)}");
        if (kind.Model is not null)
        {
            Check(Text(attributes["storageKey"]) is not null, "storageKey", "must be text");
            Check(
                attributes["recordCount"] is null || AttributeValue.Integer(attributes["recordCount"]) is not null,
                "recordCount", "must be an integer");
            Check(
                attributes["mappings"] is JsonObject { Count: > 0 } mappings && mappings.All(pair => Text(pair.Value) is not null),
                "mappings", "must name an attribute for at least one header");
        }

        return new ImportRequest(attributes, dupeMethod!);
    }

    /// <summary>The input as its batches show it: without the key to the file, and without the records.</summary>
    public JsonObject ToPayload()
    {
        JsonObject payload = Attributes.DeepClone().AsObject();
        payload.Remove("storageKey");
        payload.Remove("records");
        return payload;
    }

    private static string? Text(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? known) ? known : null;

    private static void Check(bool good, string name, string must)
    {
        if (!good)
            throw ApiException.Invalid($"{name} {must}.", $"/data/attributes/{name}");
    }
}
