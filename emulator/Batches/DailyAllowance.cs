namespace Outreach.Bulk.Emulator.Batches;

/// <summary>Items of a day, given back evenly while time passes.</summary>
internal sealed class DailyAllowance(int perDay)
{
    private double _spent;
    private DateTimeOffset _asOf;

    public bool TrySpend(int items, DateTimeOffset now)
    {
        if (now > _asOf)
        {
            _spent = Math.Max(0, _spent - ((now - _asOf).TotalDays * perDay));
            _asOf = now;
        }

        if (_spent + items > perDay)
            return false;
        _spent += items;
        return true;
    }
}
