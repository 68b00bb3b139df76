using System.Globalization;

namespace Outreach.Bulk.Emulator.Storage;

internal static class UploadLink
{
    /// <summary>A link that lets anybody use a path until its lifetime is over.</summary>
    /// <param name="credentials">Who signs.</param>
    /// <param name="origin">Scheme, host and port, without a slash at the end.</param>
    /// <param name="method">What may be done there, in capitals.</param>
    /// <param name="path">The path, decoded.</param>
    /// <param name="now">The moment of signing; fractions of a second are dropped.</param>
    /// <param name="lifetime">How long the link lives, in whole seconds.</param>
    public static string Sign(StorageCredentials credentials, Uri origin, string method, string path, DateTimeOffset now, TimeSpan lifetime)
    {
        Dictionary<string, string> query = new()
        {
            ["X-Amz-Algorithm"] = AwsSignature.Algorithm,
            ["X-Amz-Credential"] = $"{credentials.AccessKeyId}/{AwsSignature.Scope(credentials, now)}",
            ["X-Amz-Date"] = AwsSignature.Stamp(now),
            ["X-Amz-Expires"] = ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            ["X-Amz-SignedHeaders"] = "host",
        };
        string signature = AwsSignature.Compute(credentials, now, method, path, query, [new("host", origin.Authority)]);
        return $"{origin.GetLeftPart(UriPartial.Authority)}{AwsSignature.EncodePath(path)}"
            + $"?{AwsSignature.WriteQuery(query)}&{AwsSignature.SignatureName}={signature}";
    }
}
