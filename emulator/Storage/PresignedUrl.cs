using System.Globalization;

namespace Outreach.Bulk.Emulator.Storage;

internal static class PresignedUrl
{
    /// <summary>A link that lets anybody use a path until its lifetime is over.</summary>
    /// <param name="credentials">Who signs.</param>
    /// <param name="origin">Scheme, host and port, without a slash at the end.</param>
    /// <param name="method">What may be done there, in capitals.</param>
    /// <param name="path">The path, decoded.</param>
    /// <param name="now">The moment of signing; fractions of a second are dropped.</param>
    /// <param name="lifetime">How long the link lives, in whole seconds.</param>
    public static string Create(AwsCredentials credentials, Uri origin, string method, string path, DateTimeOffset now, TimeSpan lifetime)
    {
        Dictionary<string, string> query = new()
        {
            ["X-Amz-Algorithm"] = AwsSignatureV4.Algorithm,
            ["X-Amz-Credential"] = $"{credentials.AccessKeyId}/{AwsSignatureV4.Scope(credentials, now)}",
            ["X-Amz-Date"] = AwsSignatureV4.Stamp(now),
            ["X-Amz-Expires"] = ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["X-Amz-SignedHeaders"] = "host",
        };
        string signature = AwsSignatureV4.Compute(credentials, now, method, path, query, [new("host", origin.Authority)]);
        return $"{origin.GetLeftPart(UriPartial.Authority)}{AwsSignatureV4.EncodePath(path)}"
            + $"?{AwsSignatureV4.WriteQuery(query)}&{AwsSignatureV4.SignatureName}={signature}";
    }
}
