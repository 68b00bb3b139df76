namespace Outreach.Bulk.Jobs.Stores;

/// <summary>The records of a day at one time.</summary>
/// <param name="Left">How many are left.</param>
/// <param name="Usable">How many there are when none is spent. So many come back within a day, evenly.</param>
/// <param name="At">When that was.</param>
internal sealed record DayBudget(long Left, long Usable, DateTimeOffset At);
