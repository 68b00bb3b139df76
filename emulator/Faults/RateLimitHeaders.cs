using System.Globalization;

namespace Outreach.Bulk.Emulator.Faults;

/// <summary>How a server may write down when to come again.</summary>
internal static class RateLimitHeaders
{
    public static Dictionary<string, string> RetryAfter(HintForm form, TimeSpan wait, DateTimeOffset now) =>
        Text(form, wait, now) is string text ? new() { ["Retry-After"] = text } : [];

    public static Dictionary<string, string> RateLimit(HintForm form, TimeSpan wait, DateTimeOffset now, int limit)
    {
        Dictionary<string, string> headers = RetryAfter(form, wait, now);
        if (headers.Count == 0) return headers;
        headers["X-RateLimit-Limit"] = Twice(form, limit.ToString(CultureInfo.InvariantCulture));
        headers["X-RateLimit-Remaining"] = Twice(form, "0");
        headers["X-RateLimit-Reset"] = headers["Retry-After"];
        return headers;
    }

    private static string? Text(HintForm form, TimeSpan wait, DateTimeOffset now) => form switch
    {
        HintForm.None => null,
        HintForm.Seconds => Number(wait.TotalSeconds),
        HintForm.HttpDate => Ceiling(now + wait).ToString("r", CultureInfo.InvariantCulture),
        HintForm.Iso8601 => Ceiling(now + wait).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        HintForm.TwoValues => Twice(form, Number(wait.TotalSeconds)),
        _ => Number((now + wait - DateTimeOffset.UnixEpoch).TotalSeconds),
    };

    private static string Twice(HintForm form, string text) => form == HintForm.TwoValues ? $"{text}, {text}" : text;

    // Whoever obeys a rounded hint must not be early.
    private static string Number(double seconds) => Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Ceiling(DateTimeOffset time) =>
        DateTimeOffset.UnixEpoch.AddSeconds(Math.Ceiling((time - DateTimeOffset.UnixEpoch).TotalSeconds));
}
