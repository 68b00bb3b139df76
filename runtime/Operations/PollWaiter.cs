using System.Diagnostics;

namespace Outreach.Bulk.Operations;

/// <summary>Somebody who waits for the next poll of an operation. Times are those of the poller's clock.</summary>
internal sealed class PollWaiter<TSnapshot>(long id, TimeSpan since, TimeSpan due, TimeSpan deadline, ActivityContext span)
    : TaskCompletionSource<TSnapshot?>(TaskCreationOptions.RunContinuationsAsynchronously)
    where TSnapshot : class
{
    public long Id => id;

    /// <summary>When it began to wait, which is about when the operation was last seen.</summary>
    public TimeSpan Since => since;

    /// <summary>When it wants to see it again.</summary>
    public TimeSpan Due => due;

    /// <summary>When it gives up; it gets null then.</summary>
    public TimeSpan Deadline => deadline;

    /// <summary>The span of the operation; the default when there is none.</summary>
    public ActivityContext Span => span;

    /// <summary>From when on it takes part in a poll that is made for others.</summary>
    public TimeSpan MayJoin => since + ((due - since) / 2);

    /// <summary>Its caller's token, which takes it away.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }
}
