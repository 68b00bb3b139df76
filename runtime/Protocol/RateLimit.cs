using System.Buffers;
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

    // The end of the year 9999. Above this a number can only be Unix milliseconds.
    private const long LastEpochSecond = 253_402_300_799;

    // The header has whole seconds, and an answer is on its way for some.
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromSeconds(10);

    private const int ShortestDate = 16;
    private static readonly SearchValues<char> s_ofNumbers = SearchValues.Create("0123456789.");
    private static readonly string[] s_isoDates =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss 'UTC'",
    ];

    // Gateways add values of their own. More of them than this has not been seen.
    private const int MostValues = 8;

    public static RateLimit? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        Span<long> limits = stackalloc long[MostValues];
        Span<long> remainings = stackalloc long[MostValues];
        Span<DateTimeOffset> resets = stackalloc DateTimeOffset[MostValues];
        Span<DateTimeOffset> ends = stackalloc DateTimeOffset[MostValues];
        limits = limits[..ReadCounts(headers, "X-RateLimit-Limit", limits)];
        remainings = remainings[..ReadCounts(headers, "X-RateLimit-Remaining", remainings)];
        resets = resets[..ReadInstants(headers, "X-RateLimit-Reset", now, resets)];
        ends = ends[..ReadInstants(headers, "Retry-After", now, ends)];
        if (limits.IsEmpty && remainings.IsEmpty && resets.IsEmpty && ends.IsEmpty)
            return null;

        long? limit = Largest(limits);
        DateTimeOffset? until = Largest(ends);
        return new(
            limit,
            OfLargest(remainings, limits, limit),
            resets.Length == limits.Length && limit is not null ? resets[limits.IndexOf(limit.Value)] : Largest(resets),
            until is null ? null : until > now ? until - now : TimeSpan.Zero);
    }

    // With a limit for each, they are of several windows, and the hour is the one with the most. Otherwise the least binds:
    // "9999, 19988" has been seen.
    private static long? OfLargest(ReadOnlySpan<long> remainings, ReadOnlySpan<long> limits, long? limit)
    {
        long? least = null;
        for (int i = 0; i < remainings.Length; i++)
        {
            if ((remainings.Length != limits.Length || limits[i] == limit) && !(remainings[i] >= least))
                least = remainings[i];
        }

        return least;
    }

    private static T? Largest<T>(ReadOnlySpan<T> values)
        where T : struct, IComparable<T>
    {
        T? largest = null;
        foreach (T value in values)
        {
            if (largest is not { } known || value.CompareTo(known) > 0)
                largest = value;
        }

        return largest;
    }

    private static int ReadCounts(HttpResponseHeaders headers, string name, Span<long> counts)
    {
        int count = 0;
        if (!headers.NonValidated.TryGetValues(name, out HeaderStringValues lines))
            return count;
        foreach (string line in lines)
        {
            foreach (Range part in line.AsSpan().Split(','))
            {
                if (count < counts.Length
                    && long.TryParse(line.AsSpan(part).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
                {
                    counts[count++] = value;
                }
            }
        }

        return count;
    }

    private static int ReadInstants(HttpResponseHeaders headers, string name, DateTimeOffset now, Span<DateTimeOffset> instants)
    {
        int count = 0;
        if (!headers.NonValidated.TryGetValues(name, out HeaderStringValues lines))
            return count;
        foreach (string line in lines)
        {
            // An HTTP date has a comma of its own, behind the day of the week.
            int before = 0;
            foreach (Range part in line.AsSpan().Split(','))
            {
                DateTimeOffset? instant = FromWait(line.AsSpan(part).Trim(), now)
                    ?? Here(FromEpoch(line.AsSpan(part).Trim())
                        ?? FromDate(line.AsSpan(part).Trim())
                        ?? FromDate(line.AsSpan(before..part.End.Value).Trim()));
                if (instant is not null && count < instants.Length)
                    instants[count++] = instant.Value;
                before = part.Start.Value;
            }
        }

        return count;

        // An instant is one of the server's clock, which its answer shows.
        DateTimeOffset? Here(DateTimeOffset? there) =>
            there is { } instant && headers.Date is { } date && (now - date).Duration() > s_clockTolerance ? Later(instant, now - date) : there;
    }

    // "Never" is the last instant that there is.
    private static DateTimeOffset Later(DateTimeOffset instant, TimeSpan by) =>
        by > DateTimeOffset.MaxValue - instant ? DateTimeOffset.MaxValue
        : by < DateTimeOffset.MinValue - instant ? DateTimeOffset.MinValue
        : instant + by;

    private static DateTimeOffset? FromWait(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        int end = text.IndexOfAnyExcept(s_ofNumbers);
        if (end < 0)
            end = text.Length;
        double seconds = double.TryParse(text[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? number * SecondsOf(text[end..].TrimStart())
            : double.NaN;
        return seconds <= LeastEpochSecond ? now.AddSeconds(seconds) : null;
    }

    private static DateTimeOffset? FromEpoch(ReadOnlySpan<char> text) =>
        !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? null
        : number is > LeastEpochSecond and <= LastEpochSecond ? DateTimeOffset.UnixEpoch.AddSeconds(number)
        : number is > LastEpochSecond and <= LastEpochSecond * 1_000d ? DateTimeOffset.UnixEpoch.AddMilliseconds(number)
        : null;

    // Not a number for an unknown unit, so that it is ignored.
    private static double SecondsOf(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "s" or "sec" or "secs" or "second" or "seconds" => 1,
        "ms" or "millisecond" or "milliseconds" => 0.001,
        "m" or "min" or "mins" or "minute" or "minutes" => 60,
        "h" or "hour" or "hours" => 3_600,
        _ => double.NaN,
    };

    // Only whole dates: .NET takes "10, 10" for the tenth of October.
    private static DateTimeOffset? FromDate(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestDate)
            return null;
        if (DateTimeOffset.TryParseExact(
            text, s_isoDates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant))
        {
            return instant;
        }

        return RetryConditionHeaderValue.TryParse(text.ToString(), out RetryConditionHeaderValue? condition) ? condition.Date : null;
    }
}
