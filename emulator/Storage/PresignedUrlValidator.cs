using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>Lets a request to the storage in, or says why not as S3 would.</summary>
internal sealed class PresignedUrlValidator(AwsCredentials credentials, TimeProvider time)
{
    private const int Week = 7 * 24 * 3600;
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(15);

    private static readonly string[] s_needed =
        ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", AwsSignatureV4.SignatureName];

    public void Validate(S3Request request)
    {
        if (request.Headers.ContainsKey("Authorization"))
        {
            throw new S3Exception(
                400, "InvalidArgument", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
                + "Signature query string parameter or the Authorization header should be specified");
        }

        if (!s_needed.Any(name => request.Parameter(name) is not null))
            throw S3Exception.Denied("Access Denied");
        if (!Array.TrueForAll(s_needed, name => request.Parameter(name) is not null))
        {
            throw S3Exception.BadParameters(
                $"Query-string authentication version 4 requires the parameters {string.Join(", ", s_needed)}.");
        }

        if (request.Parameter("X-Amz-Algorithm") != AwsSignatureV4.Algorithm)
            throw S3Exception.BadParameters($"X-Amz-Algorithm only supports \"{AwsSignatureV4.Algorithm}\"");
        DateTimeOffset signed = Signed(request);
        CheckCredential(request, signed);
        CheckTime(request, signed);
        CheckSignature(request, signed, SignedHeaders(request));
    }

    private static DateTimeOffset Signed(S3Request request) => DateTimeOffset.TryParseExact(
        request.Parameter("X-Amz-Date"),
        AwsSignatureV4.TimeFormat,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal,
        out DateTimeOffset at)
        ? at
        : throw S3Exception.BadParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");

    private void CheckCredential(S3Request request, DateTimeOffset signed)
    {
        string[] parts = request.Parameter("X-Amz-Credential")!.Split('/', 2);
        if (parts[0] != credentials.AccessKeyId)
            throw new S3Exception(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        if (parts.ElementAtOrDefault(1) != AwsSignatureV4.Scope(credentials, signed))
            throw S3Exception.BadParameters("Error parsing the X-Amz-Credential parameter; it belongs to another day, region or service.");
    }

    private void CheckTime(S3Request request, DateTimeOffset signed)
    {
        string expires = request.Parameter("X-Amz-Expires")!;
        if (!int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
            throw S3Exception.BadParameters("X-Amz-Expires should be a number");
        if (seconds > Week)
            throw S3Exception.BadParameters("X-Amz-Expires must be less than a week (in seconds); that is, less than 604800");
        DateTimeOffset now = time.GetUtcNow();
        if (signed > now + s_skew)
            throw S3Exception.Denied("Request is not valid yet");
        DateTimeOffset end = signed.AddSeconds(seconds);
        if (now >= end)
            throw S3Exception.Denied("Request has expired", ("X-Amz-Expires", expires), ("Expires", Text(end)), ("ServerTime", Text(now)));
    }

    private static List<KeyValuePair<string, string>> SignedHeaders(S3Request request)
    {
        string[] names = request.Parameter("X-Amz-SignedHeaders")!.Split(';');
        string[] unsigned =
        [
            .. request.Headers.Keys.Select(name => name.ToLowerInvariant())
                .Where(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !names.Contains(name)),
        ];
        return unsigned.Length == 0
            ? [.. names.Select(name => new KeyValuePair<string, string>(name, request.Headers.GetValueOrDefault(name, "")))]
            : throw S3Exception.Denied(
                "There were headers present in the request which were not signed", ("HeadersNotSigned", string.Join(", ", unsigned)));
    }

    private void CheckSignature(S3Request request, DateTimeOffset signed, List<KeyValuePair<string, string>> headers)
    {
        string expected = AwsSignatureV4.Compute(
            credentials,
            signed,
            request.Method,
            request.Path,
            request.Query.Where(pair => pair.Key != AwsSignatureV4.SignatureName),
            headers);
        byte[] given = Encoding.UTF8.GetBytes(request.Parameter(AwsSignatureV4.SignatureName)!);
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(expected)))
        {
            throw new S3Exception(
                403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
