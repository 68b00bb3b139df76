using System.Text.RegularExpressions;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Recording;

/// <summary>Takes what opens the storage out of recorded requests.</summary>
internal static partial class Blotter
{
    private const string Blot = "***";

    [GeneratedRegex("(?<=[?&](X-Amz-Signature|X-Amz-Credential|actionParams(\\[|%5B)(hash|storageKey)(\\]|%5D))=)[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex QuerySecrets { get; }

    [GeneratedRegex("(?<=\"storageKey\"\\s*:\\s*\")(\\\\.|[^\"\\\\])*")]
    private static partial Regex BodySecrets { get; }

    [GeneratedRegex("(?<=^" + StorageEndpoint.Root + ")[^?]*")]
    private static partial Regex KeyInPath { get; }

    public static RecordedRequest Clean(RecordedRequest request)
    {
        string target = KeyInPath.Replace(QuerySecrets.Replace(request.PathAndQuery, Blot), Blot);
        var headers = request.Headers;
        if (StorageEndpoint.Owns(target) && headers.ContainsKey("Authorization"))
            headers = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase) { ["Authorization"] = Blot };
        return request with { PathAndQuery = target, Headers = headers, Body = BodySecrets.Replace(request.Body, Blot) };
    }
}
