namespace NightlyJob;

/// <summary>
/// Once a day at a time of the clock in a time zone, the two odd days of the year included: a time that is skipped in spring runs when the
/// clocks have moved, and of one that comes twice in autumn the first counts. Nights join without gap or overlap.
/// </summary>
internal sealed class NightlySchedule(TimeOnly at, TimeZoneInfo zone)
{
    /// <summary>The night that began last: at the instant or before it.</summary>
    public Night LatestAt(DateTimeOffset instant)
    {
        DateOnly date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        while (StartOf(date) > instant)
            date = date.AddDays(-1);
        return new(date, StartOf(date.AddDays(-1)), StartOf(date));
    }

    /// <summary>When a date's night begins, in UTC.</summary>
    public DateTimeOffset StartOf(DateOnly date)
    {
        DateTime local = date.ToDateTime(at);
        while (zone.IsInvalidTime(local))
            local = new(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute);
        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
