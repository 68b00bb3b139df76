namespace Outreach.Bulk.Allowance;

/// <summary>Counts records in memory. What was taken comes back evenly over a day.</summary>
internal sealed class InMemoryRecordLedger(long perDay, long reserved, TimeProvider time) : IRecordLedger
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private readonly Lock _gate = new();

    // What each operation holds, in two halves: what has come back within a day is forgotten as a whole.
    private Dictionary<string, Holding> _held = [];
    private Dictionary<string, Holding> _heldBefore = [];
    private DateTimeOffset _heldSince = time.GetUtcNow();
    private double _taken;

    // No holding counts for more.
    private double _mostCounted;
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

    private Holding? Find(string key) => _held.GetValueOrDefault(key) ?? _heldBefore.GetValueOrDefault(key);

    private long Held(string key) => Find(key)?.Records ?? 0;

    private void Hold(string key, long records)
    {
        Holding holding = Find(key) ?? new();
        double change = Math.Max(records - holding.Records, -holding.Counted);
        _taken += change;
        holding.Counted += change;
        holding.Records = records;
        _mostCounted = Math.Max(_mostCounted, holding.Counted);
        _held[key] = holding;
        _heldBefore.Remove(key);
        Recount();
    }

    // What has come back by itself cannot be given back once more: no operation ever counts for more than all of them have since.
    private void Recount()
    {
        if (_mostCounted <= _taken)
            return;
        foreach (Holding holding in _held.Values.Concat(_heldBefore.Values))
            holding.Counted = Math.Min(holding.Counted, _taken);
        _mostCounted = _taken;
    }

    private DateTimeOffset Refill()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now > _at)
            _taken = Math.Max(0, _taken - ((now - _at).TotalSeconds * PerSecond));
        _at = now;
        Recount();
        if (now - _heldSince > s_day)
        {
            (_heldBefore, _held) = (_held, []);
            _heldSince = now;
        }

        return now;
    }

    private sealed class Holding
    {
        /// <summary>How many records the operation holds.</summary>
        public long Records { get; set; }

        /// <summary>How many of them have not come back yet.</summary>
        public double Counted { get; set; }
    }
}
