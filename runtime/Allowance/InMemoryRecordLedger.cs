using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Allowance;

/// <summary>Counts records in memory. What was taken comes back evenly over a day.</summary>
internal sealed class InMemoryRecordLedger(long perDay, long reserved, TimeProvider time) : IRecordLedger
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    // An operation that is counted again after it was forgotten is charged in full.
    private static readonly TimeSpan s_longestHalf = TimeSpan.FromDays(7);
    private const int LargestHalf = 20_000;

    private readonly SteadyClock _clock = new(time);
    private readonly Lock _gate = new();

    // What each operation holds, in two halves: what was counted long ago is forgotten as a whole.
    private Dictionary<string, Holding> _held = [];
    private Dictionary<string, Holding> _heldBefore = [];
    private DateTimeOffset _heldSince = time.GetUtcNow();
    private double _taken;

    // How low it was since each of its changes: lower values only, the later the higher.
    private readonly List<(long Change, double Taken)> _lows = [];
    private long _change;
    private long _changeOfHeldSince;
    private DateTimeOffset _at = time.GetUtcNow();

    private double PerSecond => perDay / s_day.TotalSeconds;

    private double Usable => perDay - reserved;

    public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            DateTimeOffset now = _clock.ToWall(Refill());
            double left = Usable - _taken;
            long more = records - Find(key).Records;
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

    private Holding Find(string key) =>
        _held.TryGetValue(key, out Holding held) ? held : _heldBefore.GetValueOrDefault(key);

    private void Hold(string key, long records)
    {
        Holding holding = Find(key);

        // What has come back by itself cannot be given back once more: an operation counts for no more than all of them did since.
        double counted = Math.Min(holding.Counted, LowestSince(holding.Change));
        double difference = Math.Max(records - holding.Records, -counted);
        Take(difference);
        _held[key] = new(records, counted + difference, _change);
        _heldBefore.Remove(key);
    }

    private void Take(double difference)
    {
        _taken = Math.Max(0, _taken + difference);
        if (difference >= 0)
            return;
        while (_lows.Count > 0 && _lows[^1].Taken >= _taken)
            _lows.RemoveAt(_lows.Count - 1);
        _lows.Add((++_change, _taken));
    }

    private double LowestSince(long change)
    {
        int from = 0;
        for (int to = _lows.Count; from < to;)
        {
            int middle = (from + to) / 2;
            if (_lows[middle].Change > change)
                to = middle;
            else
                from = middle + 1;
        }

        return from < _lows.Count ? _lows[from].Taken : double.PositiveInfinity;
    }

    private DateTimeOffset Refill()
    {
        DateTimeOffset now = _clock.Now;
        if (now > _at)
            Take((_at - now).TotalSeconds * PerSecond);
        _at = now;
        if (now - _heldSince > s_longestHalf || _held.Count >= LargestHalf)
        {
            (_heldBefore, _held) = (_held, _heldBefore);
            _held.Clear();
            _heldSince = now;
            _lows.RemoveAll(low => low.Change <= _changeOfHeldSince);
            _changeOfHeldSince = _change;
        }

        return now;
    }

    /// <param name="Records">How many records the operation holds.</param>
    /// <param name="Counted">How many of them had not come back at <paramref name="Change"/>.</param>
    /// <param name="Change">After which change that was.</param>
    private readonly record struct Holding(long Records, double Counted, long Change);
}
