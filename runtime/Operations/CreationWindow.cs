using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Operations;

/// <summary>The time in which something was created, by the server's clock.</summary>
/// <param name="local">When its request was sent, by our clock.</param>
/// <param name="server">When that was by the server's clock, at the earliest; null while no answer has told its time.</param>
/// <param name="length">How long after that it may have been created.</param>
/// <param name="setSince">By how much our clock was set since.</param>
internal readonly struct CreationWindow(DateTimeOffset local, DateTimeOffset? server, TimeSpan length, TimeSpan setSince)
{
    // Timestamps are rounded, and servers of one service do not agree to the second.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(5);

    // A clock that nobody keeps right, as was seen.
    private static readonly TimeSpan s_unknownClock = TimeSpan.FromHours(1);

    /// <summary>Its beginning. What was created before is not it.</summary>
    public DateTimeOffset From => (server ?? local) - Doubt;

    /// <summary>Whether something created then may be it.</summary>
    /// <param name="createdAt">When it was created; null when that is not known.</param>
    public bool MayHold(DateTimeOffset? createdAt) => createdAt is null || (createdAt >= From && createdAt <= (server ?? local) + length + Doubt);

    /// <summary>Whether something created then was created after the request left. That is not known without the server's time.</summary>
    /// <param name="createdAt">When it was created; null when that is not known.</param>
    public bool IsAfterSend(DateTimeOffset? createdAt) => createdAt is not null && server is not null && !Timestamps.IsBefore(createdAt, server);

    private TimeSpan Doubt => server is null ? s_unknownClock + setSince : s_tolerance;
}
