using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Bulk.Integration.Tests.Storage;

/// <summary>
/// The S3 server that tests/strict-s3 starts, by its coordinates in the environment. It signs nothing: links are signed
/// here, by Amazon's description of Signature V4 in the query, and verified there.
/// </summary>
internal sealed class S3Server
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static readonly HttpClient s_reader = new();

    private readonly Uri _endpoint;
    private readonly string _region = Coordinate("REGION");
    private readonly string _accessKey = Coordinate("ACCESS_KEY");
    private readonly string _secretKey = Coordinate("SECRET_KEY");
    private readonly string _bucket = Coordinate("BUCKET");

    private S3Server() => _endpoint = new(Coordinate("ENDPOINT"));

    /// <summary>The server. Where there is none, the test is skipped.</summary>
    public static S3Server OrSkip()
    {
        Assert.SkipUnless(Coordinate("ENDPOINT") != "", "no S3 server");
        return new();
    }

    /// <summary>It, for the emulator to send uploads to.</summary>
    public Emulator.S3Storage Storage => new()
    {
        Endpoint = _endpoint,
        Bucket = _bucket,
        Region = _region,
        AccessKey = _accessKey,
        SecretKey = _secretKey,
    };

    /// <summary>A key no other test has.</summary>
    public static string NewKey(string name = "rows.csv") => $"imports/{Guid.NewGuid():N}/{name}";

    /// <summary>A presigned link to a key in the bucket.</summary>
    /// <param name="key">The key, decoded.</param>
    /// <param name="age">How long ago it was signed; it lives for a quarter of an hour.</param>
    /// <param name="mediaType">The media type that is signed too; null for none.</param>
    /// <param name="method">What the link allows.</param>
    public string Link(string key, TimeSpan age = default, string? mediaType = null, string method = "PUT")
    {
        string time = (DateTimeOffset.UtcNow - age).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string scope = $"{time[..8]}/{_region}/s3/aws4_request";
        string path = "/" + Encode($"{_bucket}/{key}", "/");
        string query = string.Join(
            '&',
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            $"X-Amz-Credential={Encode($"{_accessKey}/{scope}")}",
            $"X-Amz-Date={time}",
            "X-Amz-Expires=900",
            $"X-Amz-SignedHeaders={(mediaType is null ? "host" : "content-type%3Bhost")}");
        string headers = mediaType is null
            ? $"host:{_endpoint.Authority}\n\nhost"
            : $"content-type:{mediaType}\nhost:{_endpoint.Authority}\n\ncontent-type;host";
        string request = $"{method}\n{path}\n{query}\n{headers}\nUNSIGNED-PAYLOAD";
        string toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        byte[] signingKey = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + _secretKey), Mac);
        return $"http://{_endpoint.Authority}{path}?{query}&X-Amz-Signature={Hex(Mac(signingKey, toSign))}";
    }

    /// <summary>What the server keeps under a key; null when there is nothing.</summary>
    public async Task<byte[]?> ReadAsync(string key)
    {
        Uri address = new(Link(key, method: "GET"), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using HttpResponseMessage response = await s_reader.GetAsync(address, TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode
            ? body
            : throw new InvalidOperationException($"{response.StatusCode}: {Encoding.UTF8.GetString(body)}");
    }

    private static string Coordinate(string name) => Environment.GetEnvironmentVariable("OUTREACH_S3_" + name) ?? "";

    private static string Encode(string text, string others = "") => string.Concat(Encoding.UTF8.GetBytes(text).Select(value =>
        Unreserved.Contains((char)value) || others.Contains((char)value) ? ((char)value).ToString() : $"%{value:X2}"));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
