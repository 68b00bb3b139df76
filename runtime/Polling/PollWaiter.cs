using System.Diagnostics;

namespace Outreach.Bulk;

/// <summary>Somebody who waits for the next look at something. Times are those of the poller's clock.</summary>
internal sealed class PollWaiter(PollSource source, long id, TimeSpan since, TimeSpan due, TimeSpan deadline, ActivityContext span)
    : TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public PollSource Source => source;

    public long Id => id;

    /// <summary>When it began to wait, which is about when the thing was last seen.</summary>
    public TimeSpan Since => since;

    /// <summary>When it wants to see it again.</summary>
    public TimeSpan Due => due;

    /// <summary>When it gives up; it is told nothing then.</summary>
    public TimeSpan Deadline => deadline;

    /// <summary>The span of the operation it belongs to; the default when there is none.</summary>
    public ActivityContext Span => span;

    /// <summary>From when on it takes part in a look that is made for others.</summary>
    public TimeSpan MayJoin => since + ((due - since) / 2);

    /// <summary>Its caller's token, which takes it away.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }
}
