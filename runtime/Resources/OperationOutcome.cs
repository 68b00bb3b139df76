namespace Outreach.Bulk;

/// <summary>How a batch or an import that came to its end ended. Failed, cancelled, refused and detached ones throw instead.</summary>
public enum OperationOutcome
{
    /// <summary>
    /// It finished, every record that matched was acted on or every row was tried, and none failed. The server's counts say so.
    /// </summary>
    Completed = 0,

    /// <summary>It finished, every record or row was tried, and some failed.</summary>
    CompletedWithFailures = 1,

    /// <summary>
    /// It finished and nothing was done: no record matched, or no row was stored because there were none, all failed, or all were
    /// skipped as duplicates.
    /// </summary>
    NothingDone = 2,

    /// <summary>
    /// It ended and its counts do not say that everything was done: items are still pending, fewer were made than records matched, a
    /// count is missing, or it ended in a state that this library does not know.
    /// </summary>
    Incomplete = 3,
}
