namespace Outreach.Bulk.Primitives;

/// <summary>Waits as .NET's timers take them.</summary>
internal static class Timers
{
    /// <summary>The longest single wait: .NET's timers take no more than 49 days and 17 hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <summary>A wait in whole milliseconds, rounded up, since a timer that ends early means another one.</summary>
    public static TimeSpan Round(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(Shorter(wait, Longest).TotalMilliseconds));

    public static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
