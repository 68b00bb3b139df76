using System.Security;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>A refusal of the storage, in the XML of S3 instead of JSON:API.</summary>
internal sealed class S3Exception(int status, string code, string message, params (string Name, string Value)[] details)
    : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static S3Exception Denied(string message, params (string Name, string Value)[] details) =>
        new(403, "AccessDenied", message, details);

    public static S3Exception BadParameters(string message) => new(400, "AuthorizationQueryParametersError", message);

    public ApiResponse ToResponse()
    {
        IEnumerable<string> inside = details.Prepend(("Message", Message)).Prepend(("Code", code))
            .Select(pair => $"<{pair.Item1}>{SecurityElement.Escape(pair.Item2)}</{pair.Item1}>");
        return new ApiResponse(status, null)
        {
            Headers = [new("Content-Type", "application/xml")],
            Xml = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>{string.Concat(inside)}</Error>",
        };
    }
}
