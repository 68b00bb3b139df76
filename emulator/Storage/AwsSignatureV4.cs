using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>AWS Signature Version 4 for S3 as query parameters, with an unsigned payload.</summary>
internal static class AwsSignatureV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    public const string SignatureName = "X-Amz-Signature";

    /// <summary>The signature of a request, in lower-case hex.</summary>
    /// <param name="credentials">Who signs.</param>
    /// <param name="time">The moment of signing.</param>
    /// <param name="method">The method in capitals.</param>
    /// <param name="path">The path, decoded.</param>
    /// <param name="query">All parameters but the signature, decoded, in any order.</param>
    /// <param name="headers">The signed headers, names in lower case.</param>
    public static string Compute(
        AwsCredentials credentials,
        DateTimeOffset time,
        string method,
        string path,
        IEnumerable<KeyValuePair<string, string>> query,
        IEnumerable<KeyValuePair<string, string>> headers)
    {
        KeyValuePair<string, string>[] sorted = [.. headers.OrderBy(header => header.Key, StringComparer.Ordinal)];
        string request = string.Join(
            '\n',
            method,
            EncodePath(path),
            WriteQuery(query),
            string.Concat(sorted.Select(header => $"{header.Key}:{header.Value.Trim()}\n")),
            string.Join(';', sorted.Select(header => header.Key)),
            "UNSIGNED-PAYLOAD");
        string requestHash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)));
        string toSign = string.Join('\n', Algorithm, Stamp(time), Scope(credentials, time), requestHash);
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + credentials.Secret);
        foreach (string part in Scope(credentials, time).Split('/'))
            key = Sign(key, part);
        return Hex(Sign(key, toSign));
    }

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string Scope(AwsCredentials credentials, DateTimeOffset time) =>
        $"{Stamp(time)[..8]}/{credentials.Region}/s3/aws4_request";

    /// <summary>Parameters in the order and encoding they are signed in, which is also good to send.</summary>
    public static string WriteQuery(IEnumerable<KeyValuePair<string, string>> query) => string.Join('&', query
        .Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    public static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
