namespace Outreach.Bulk;

/// <summary>Counts records in memory. What was taken comes back evenly over a day.</summary>
internal sealed class InMemoryRecordLedger(RecordAllowanceOptions options, TimeProvider time) : IRecordLedger
{
    private readonly Lock _gate = new();
    private double _taken;
    private DateTimeOffset _at = time.GetUtcNow();

    private double PerSecond => options.PerDay / TimeSpan.FromDays(1).TotalSeconds;

    private double Usable => options.PerDay - options.Reserved;

    public ValueTask<RecordAllowance> TakeAsync(long records, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            DateTimeOffset now = Refill();
            double left = Usable - _taken;
            if (records <= left)
            {
                _taken += records;
                return new(new RecordAllowance(true, (long)(left - records), now));
            }

            // A count that no account has can put the day beyond the calendar.
            double seconds = (records - left) / PerSecond;
            DateTimeOffset? available = records > Usable || seconds >= (DateTimeOffset.MaxValue - now).TotalSeconds ? null : now + TimeSpan.FromSeconds(seconds);
            return new(new RecordAllowance(false, Math.Max(0, (long)left), available));
        }
    }

    public ValueTask CorrectAsync(long records, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Refill();
            _taken = Math.Max(0, _taken + records);
            return default;
        }
    }

    private DateTimeOffset Refill()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now > _at)
            _taken = Math.Max(0, _taken - ((now - _at).TotalSeconds * PerSecond));
        _at = now;
        return now;
    }
}
