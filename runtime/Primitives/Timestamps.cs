namespace Outreach.Bulk.Primitives;

/// <summary>Compares a server's timestamps, which it gives with and without fractions of a second.</summary>
internal static class Timestamps
{
    /// <summary>Whether one is before another, by the coarser of the two. Nothing is before one that is not known.</summary>
    public static bool IsBefore(DateTimeOffset? one, DateTimeOffset? other) =>
        IsWhole(one) || IsWhole(other) ? one?.ToUnixTimeSeconds() < other?.ToUnixTimeSeconds() : one < other;

    private static bool IsWhole(DateTimeOffset? instant) => instant?.Ticks % TimeSpan.TicksPerSecond == 0;
}
