using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// A presigned address of an S3 storage (AWS Signature V4 in the query). It is sent as it came, byte for byte: any other
/// escaping has another signature.
/// </summary>
internal sealed partial class PresignedAddress
{
    private const int ShortestSecret = 6;

    private PresignedAddress(string text, Uri address, DateTimeOffset? expiresAt, IReadOnlyList<string> signedHeaders)
    {
        int host = text.IndexOf("//", StringComparison.Ordinal) + 2;
        int end = text.AsSpan(host).IndexOfAny('/', '?', '#');
        Authority = end < 0 ? text[host..] : text.Substring(host, end);
        Address = address;
        ExpiresAt = expiresAt;
        SignedHeaders = signedHeaders;
    }

    public Uri Address { get; }

    /// <summary>Host and port as the link writes them: what was signed as the header <c>Host</c>.</summary>
    public string Authority { get; }

    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>In lower case.</summary>
    public IReadOnlyList<string> SignedHeaders { get; }

    /// <summary>Reads a link that is about to be used.</summary>
    /// <exception cref="OutreachConnectionException">It must not be used, or cannot be.</exception>
    public static PresignedAddress Read(string link, OutreachBulkOptions options)
    {
        int odd = link.AsSpan().IndexOfAnyExceptInRange('!', '~');
        if (odd >= 0)
            throw Unusable($"holds U+{(int)link[odd]:X4} as its character {odd + 1}, and an address has visible ASCII characters only");
        PresignedAddress address = TryParse(link) ?? throw Unusable("is no absolute https address");
        if (address.Address.Scheme != Uri.UriSchemeHttps && !options.BaseAddress.IsLoopback && !options.AllowUnencryptedUploads)
        {
            throw Unusable(
                "is not encrypted (http), and records of people would travel over it. For a store in tests set "
                    + $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AllowUnencryptedUploads)}");
        }

        string[] unknown = [.. address.SignedHeaders.Where(header => header is not ("host" or "content-type" or "content-length"))];
        return unknown.Length == 0
            ? address
            : throw Unusable($"has headers signed whose values it does not give: {string.Join(", ", unknown)}");
    }

    public static PresignedAddress? TryParse(string? text)
    {
        UriCreationOptions untouched = new() { DangerousDisablePathAndQueryCanonicalization = true };
        if (!Uri.TryCreate(text, untouched, out Uri? address)
            || address is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" })
        {
            return null;
        }

        DateTimeOffset? date = null;
        double? seconds = null;
        string signed = "";
        foreach (string pair in address.Query.TrimStart('?').Split('&'))
        {
            string[] parts = pair.Split('=', 2);
            string value = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
            if (parts[0].Equals("X-Amz-Date", StringComparison.OrdinalIgnoreCase))
                date = DateOf(value);
            else if (parts[0].Equals("X-Amz-Expires", StringComparison.OrdinalIgnoreCase))
                seconds = SecondsOf(value);
            else if (parts[0].Equals("X-Amz-SignedHeaders", StringComparison.OrdinalIgnoreCase))
                signed = value;
        }

        return new(text!, address, EndOf(date, seconds), signed.ToLowerInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether a text repeats a part of the link behind its host.</summary>
    public bool IsQuotedBy(string text)
    {
        string secret = Address.PathAndQuery + Uri.UnescapeDataString(Address.PathAndQuery);
        return WordBreak().Split(text)
            .Any(word => word.Length >= ShortestSecret && secret.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("[^A-Za-z0-9_~.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex WordBreak();

    private static OutreachConnectionException Unusable(string why) =>
        new($"The upload link {why}. Nothing was sent to it.") { IsFinal = true };

    // An end that no clock can show is ignored.
    private static DateTimeOffset? EndOf(DateTimeOffset? date, double? seconds) =>
        date is { } start && seconds is { } life && TimeSpan.FromSeconds(life) <= DateTimeOffset.MaxValue - start
            ? start.AddSeconds(life)
            : null;

    private static DateTimeOffset? DateOf(string value) =>
        DateTimeOffset.TryParseExact(
            value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;

    // AWS takes up to seven days; more than a hundred years is no time at all.
    private static double? SecondsOf(string value) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds) ? seconds : null;
}
