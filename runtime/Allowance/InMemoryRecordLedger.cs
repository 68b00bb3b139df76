namespace Outreach.Bulk.Allowance;

/// <summary>Counts records in memory. What was taken comes back evenly over a day.</summary>
internal sealed class InMemoryRecordLedger(long perDay, long reserved, TimeProvider time) : IRecordLedger
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private readonly Lock _gate = new();

    // What each operation holds, in two halves: what has come back within a day is forgotten as a whole.
    private Dictionary<string, long> _held = [];
    private Dictionary<string, long> _heldBefore = [];
    private DateTimeOffset _heldSince = time.GetUtcNow();
    private double _taken;
    private DateTimeOffset _at = time.GetUtcNow();

    private double PerSecond => perDay / s_day.TotalSeconds;

    private double Usable => perDay - reserved;

    public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            DateTimeOffset now = Refill();
            double left = Usable - _taken;
            long more = records - Held(key);
            if (more <= 0)
                return new(new RecordAllowance(true, Math.Max(0, (long)left), now));
            if (more <= left)
            {
                Hold(key, records);
                return new(new RecordAllowance(true, (long)(left - more), now));
            }

            // A count that no account has can put the day beyond the calendar.
            double seconds = (more - left) / PerSecond;
            DateTimeOffset? available = more > Usable || seconds >= (DateTimeOffset.MaxValue - now).TotalSeconds
                ? null
                : now + TimeSpan.FromSeconds(seconds);
            return new(new RecordAllowance(false, Math.Max(0, (long)left), available));
        }
    }

    public ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Refill();
            Hold(key, records);
            return default;
        }
    }

    private long Held(string key) => _held.TryGetValue(key, out long held) ? held : _heldBefore.GetValueOrDefault(key);

    private void Hold(string key, long records)
    {
        _taken = Math.Max(0, _taken + records - Held(key));
        _held[key] = records;
        _heldBefore.Remove(key);
    }

    private DateTimeOffset Refill()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now > _at)
            _taken = Math.Max(0, _taken - ((now - _at).TotalSeconds * PerSecond));
        _at = now;
        if (now - _heldSince > s_day)
        {
            (_heldBefore, _held) = (_held, []);
            _heldSince = now;
        }

        return now;
    }
}
