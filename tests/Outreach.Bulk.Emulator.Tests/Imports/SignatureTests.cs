using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly AwsCredentials s_credentials = new("KEY", "some/secret", "us-west-2");
    private static readonly Uri s_origin = new("http://127.0.0.1:5000");
    private static readonly PresignedUrlValidator s_validator = new(s_credentials, new FakeTimeProvider(s_now));

    // Half of a surrogate pair is no text, and has no UTF-8.
    private static Gen<string> Paths => Gen.OneOf(Gen.String[Gen.Char[' ', '~'], 0, 40], Gen.String[0, 40])
        .Where(text => !text.Any(char.IsSurrogate)).Select(text => "/storage/" + text);

    [Fact]
    public void The_example_of_the_S3_documentation_gets_its_signature()
    {
        AwsCredentials credentials = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
        DateTimeOffset time = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);
        string signature = AwsSignatureV4.Compute(
            credentials, time, "GET", "/test.txt",
            [
                new("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
                new("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"),
                new("X-Amz-Date", "20130524T000000Z"),
                new("X-Amz-Expires", "86400"),
                new("X-Amz-SignedHeaders", "host"),
            ],
            [new("host", "examplebucket.s3.amazonaws.com")]);
        Assert.Equal("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404", signature);
    }

    [Fact]
    public void A_link_to_any_path_opens_it() => Paths.Sample(path =>
    {
        S3Request request = Request(Link(path));
        s_validator.Validate(request);
        Assert.Equal(path, request.Path);
    });

    [Fact]
    public void A_link_with_any_single_change_is_refused()
    {
        Gen<(string, string)> changed = Gen
            .Select(Paths, Gen.Int[0, 2], Gen.Int[0, 100_000], Gen.Char['!', '~']).Select((path, way, place, with) =>
        {
            string link = Link(path);
            int at = place % link.Length;
            string other = way switch
            {
                0 => link[..at] + with + link[(at + 1)..],
                1 => link[..at] + with + link[at..],
                _ => link.Remove(at, 1),
            };
            return (link, other);
        });
        changed.Where(pair => !Same(Request(pair.Item1), Request(pair.Item2)))
            .Sample(pair => Assert.Throws<S3Exception>(() => s_validator.Validate(Request(pair.Item2))), iter: 5_000);
    }

    [Fact]
    public void Another_method_or_host_is_refused() => Paths.Sample(path =>
    {
        Assert.Equal("SignatureDoesNotMatch", Refusal(Request(Link(path), method: "GET")));
        Assert.Equal("SignatureDoesNotMatch", Refusal(Request(Link(path), host: "127.0.0.1:5001")));
    });

    private static string Link(string path) =>
        PresignedUrl.Create(s_credentials, s_origin, "PUT", path, s_now, TimeSpan.FromMinutes(5))
            [s_origin.GetLeftPart(UriPartial.Authority).Length..];

    private static S3Request Request(string target, string method = "PUT", string host = "127.0.0.1:5000") =>
        new(method, target, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Host"] = host });

    private static string Refusal(S3Request request) => Assert.Throws<S3Exception>(() => s_validator.Validate(request)).Code;

    // %2f for %2F, or an ampersand more, asks for the same thing.
    private static bool Same(S3Request left, S3Request right) => left.Path == right.Path
        && left.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SequenceEqual(right.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
