using System.Globalization;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>Requests of an hour, counted from the first one. The reset is given as Unix seconds.</summary>
internal sealed class RateLimiter(EmulatorOptions options)
{
    private DateTimeOffset _resetsAt;
    private int _used;

    public bool TryAcquire()
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        if (now >= _resetsAt)
        {
            _resetsAt = now.AddHours(1);
            _used = 0;
        }

        if (_used >= options.RequestsPerHour)
            return false;
        _used++;
        return true;
    }

    public IEnumerable<KeyValuePair<string, string>> Headers(bool rejected)
    {
        if (!options.RateLimitHeaders)
            yield break;
        string reset = Text((long)Math.Ceiling((_resetsAt - DateTimeOffset.UnixEpoch).TotalSeconds));
        yield return new("X-RateLimit-Limit", Text(options.RequestsPerHour));
        yield return new("X-RateLimit-Remaining", Text(options.RequestsPerHour - _used));
        yield return new("X-RateLimit-Reset", reset);
        if (rejected)
            yield return new("Retry-After", reset);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
