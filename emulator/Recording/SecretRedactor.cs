using System.Text.RegularExpressions;
using Outreach.Bulk.Emulator.OAuth;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Recording;

/// <summary>Takes what opens the storage, and what tokens are handed out for, out of recorded requests.</summary>
internal static partial class SecretRedactor
{
    private const string Redacted = "***";

    [GeneratedRegex(
        "(?<=[?&](X-Amz-Signature|X-Amz-Credential|actionParams(\\[|%5B)(hash|storageKey)(\\]|%5D))=)[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex QuerySecrets { get; }

    [GeneratedRegex("(?<=\"storageKey\"\\s*:\\s*\")(\\\\.|[^\"\\\\])*")]
    private static partial Regex BodySecrets { get; }

    [GeneratedRegex("(?<=(^|&)(client_secret|refresh_token|code|code_verifier)=)[^&]*")]
    private static partial Regex FormSecrets { get; }

    [GeneratedRegex("(?<=^" + S3Endpoint.Root + ")[^?]*")]
    private static partial Regex KeyInPath { get; }

    public static RecordedRequest Redact(RecordedRequest request)
    {
        string target = KeyInPath.Replace(QuerySecrets.Replace(request.PathAndQuery, Redacted), Redacted);
        IReadOnlyDictionary<string, string> headers = request.Headers;
        if (S3Endpoint.Owns(target) && headers.ContainsKey("Authorization"))
            headers = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase) { ["Authorization"] = Redacted };
        Regex secrets = OAuthEndpoints.Owns(target) ? FormSecrets : BodySecrets;
        return request with { PathAndQuery = target, Headers = headers, Body = secrets.Replace(request.Body, Redacted) };
    }
}
