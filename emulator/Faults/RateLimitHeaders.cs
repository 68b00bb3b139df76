using System.Globalization;

namespace Outreach.Bulk.Emulator.Faults;

/// <summary>How a server may write down when to come again.</summary>
internal static class RateLimitHeaders
{
    public static Dictionary<string, string> RetryAfter(RetryAfterFormat format, TimeSpan wait, DateTimeOffset now) =>
        Text(format, wait, now) is string text ? new() { ["Retry-After"] = text } : [];

    public static Dictionary<string, string> RateLimit(RetryAfterFormat format, TimeSpan wait, DateTimeOffset now, int limit)
    {
        Dictionary<string, string> headers = RetryAfter(format, wait, now);
        if (headers.Count == 0)
            return headers;
        headers["X-RateLimit-Limit"] = Twice(format, limit.ToString(CultureInfo.InvariantCulture));
        headers["X-RateLimit-Remaining"] = Twice(format, "0");
        headers["X-RateLimit-Reset"] = headers["Retry-After"];
        return headers;
    }

    private static string? Text(RetryAfterFormat format, TimeSpan wait, DateTimeOffset now) => format switch
    {
        RetryAfterFormat.None => null,
        RetryAfterFormat.Seconds => Number(wait.TotalSeconds),
        RetryAfterFormat.HttpDate => Ceiling(now + wait).ToString("r", CultureInfo.InvariantCulture),
        RetryAfterFormat.Iso8601 => Ceiling(now + wait).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        RetryAfterFormat.TwoValues => Twice(format, Number(wait.TotalSeconds)),
        _ => Number((now + wait - DateTimeOffset.UnixEpoch).TotalSeconds),
    };

    private static string Twice(RetryAfterFormat format, string text) => format == RetryAfterFormat.TwoValues ? $"{text}, {text}" : text;

    // Whoever obeys a rounded hint must not be early.
    private static string Number(double seconds) => Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Ceiling(DateTimeOffset time) =>
        DateTimeOffset.UnixEpoch.AddSeconds(Math.Ceiling((time - DateTimeOffset.UnixEpoch).TotalSeconds));
}
