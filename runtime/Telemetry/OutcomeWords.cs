using Outreach.Bulk.Resources;

namespace Outreach.Bulk.Telemetry;

/// <summary>How an operation came out, in a word of a closed set: what an alert is made of, whatever the server calls its states.</summary>
internal static class OutcomeWords
{
    public const string Completed = "completed";
    public const string CompletedWithFailures = "completed_with_failures";
    public const string NothingDone = "nothing_done";
    public const string Incomplete = "incomplete";
    public const string Failed = "failed";
    public const string Canceled = "canceled";

    /// <summary>The count was not as the call allows.</summary>
    public const string OutOfBounds = "out_of_bounds";

    /// <summary>The call allows the count, and confirming it failed: the batch waits.</summary>
    public const string NotConfirmed = "not_confirmed";

    /// <summary>It needs more records than are left of the day.</summary>
    public const string OverAllowance = "over_allowance";

    /// <summary>The answer was lost, and what it started was not found.</summary>
    public const string Unknown = "unknown";

    /// <summary>The server refused it.</summary>
    public const string Refused = "refused";

    /// <summary>It was not sent: there was no connection or no token, or something else went wrong before.</summary>
    public const string NotSent = "not_sent";

    /// <summary>The caller's token was cancelled before it was sent.</summary>
    public const string GivenUp = "given_up";

    /// <summary>How an operation ended.</summary>
    public static string Of<TSnapshot>(TSnapshot ended)
        where TSnapshot : class, IOperationSnapshot<TSnapshot> =>
        ended.State == OperationState.Failed ? Failed
        : ended.IsCanceled ? Canceled
        : ended.Outcome switch
        {
            OperationOutcome.Completed => Completed,
            OperationOutcome.CompletedWithFailures => CompletedWithFailures,
            OperationOutcome.NothingDone => NothingDone,
            _ => Incomplete,
        };
}
