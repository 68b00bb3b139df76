using System.Globalization;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// A presigned address of an S3 storage (AWS Signature V4 in the query). It is sent as it came, byte for byte: any other
/// escaping has another signature.
/// </summary>
internal sealed class PresignedAddress
{
    private PresignedAddress(Uri address, DateTimeOffset? expiresAt, IReadOnlyList<string> signedHeaders)
    {
        Address = address;
        ExpiresAt = expiresAt;
        SignedHeaders = signedHeaders;
    }

    public Uri Address { get; }

    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>In lower case.</summary>
    public IReadOnlyList<string> SignedHeaders { get; }

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

        DateTimeOffset? expiresAt = date + (seconds is { } life ? TimeSpan.FromSeconds(life) : null);
        return new(address, expiresAt, signed.ToLowerInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries));
    }

    private static DateTimeOffset? DateOf(string value) =>
        DateTimeOffset.TryParseExact(
            value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;

    // AWS takes up to seven days; more than a hundred years is no time at all.
    private static double? SecondsOf(string value) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds) ? seconds : null;
}
