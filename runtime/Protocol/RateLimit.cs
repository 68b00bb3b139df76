using System.Globalization;
using System.Net.Http.Headers;

namespace Outreach.Bulk.Protocol;

/// <summary>The request budget as one answer told it. Every part may be missing.</summary>
/// <param name="Limit">Requests an hour; 10 000 by the API's documents.</param>
/// <param name="Remaining">Requests left in this hour.</param>
/// <param name="ResetsAt">When the budget is whole again.</param>
/// <param name="RetryAfter">How long the server asks to be left alone; never negative.</param>
internal sealed record RateLimit(long? Limit, long? Remaining, DateTimeOffset? ResetsAt, TimeSpan? RetryAfter)
{
    // Above this a number can only be Unix seconds (9 September 2001), below it only a wait.
    private const long LeastEpochSecond = 1_000_000_000;

    public static RateLimit? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        long? limit = ReadCount(headers, "X-RateLimit-Limit");
        long? remaining = ReadCount(headers, "X-RateLimit-Remaining");
        DateTimeOffset? reset = ReadInstant(headers, "X-RateLimit-Reset", now);
        TimeSpan? retryAfter = ReadInstant(headers, "Retry-After", now) is { } until
            ? (until > now ? until - now : TimeSpan.Zero)
            : null;
        return limit is null && remaining is null && reset is null && retryAfter is null
            ? null
            : new(limit, remaining, reset, retryAfter);
    }

    // Two values in one header have been seen ("9999, 19988"); the smaller one binds.
    private static long? ReadCount(HttpResponseHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out HeaderStringValues values))
            return null;
        long? least = null;
        foreach (string value in values)
        {
            foreach (Range part in value.AsSpan().Split(','))
            {
                if (long.TryParse(value.AsSpan(part).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
                    && !(count >= least))
                {
                    least = count;
                }
            }
        }

        return least;
    }

    private static DateTimeOffset? ReadInstant(HttpResponseHeaders headers, string name, DateTimeOffset now)
    {
        if (!headers.NonValidated.TryGetValues(name, out HeaderStringValues values))
            return null;

        // An HTTP date has a comma of its own, so the whole text is tried before its parts.
        string whole = values.ToString().Trim();
        return ReadInstant(whole, now) ?? ReadInstant(whole.Split(',')[0].Trim(), now);
    }

    private static DateTimeOffset? ReadInstant(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return number switch
            {
                // "NaN" and "Infinity" are numbers to .NET, and some servers write them.
                double.NaN or < 0 => null,
                > 253_402_300_799 => null,
                > LeastEpochSecond => DateTimeOffset.UnixEpoch.AddSeconds(number),
                _ => now.AddSeconds(number),
            };
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out DateTimeOffset instant)
            ? instant
            : null;
    }
}
