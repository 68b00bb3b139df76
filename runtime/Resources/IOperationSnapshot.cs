namespace Outreach.Bulk.Resources;

/// <summary>What following an operation needs to know of a snapshot of it.</summary>
/// <typeparam name="TSelf">The kind of snapshot.</typeparam>
internal interface IOperationSnapshot<TSelf>
    where TSelf : class, IOperationSnapshot<TSelf>
{
    static abstract OperationKind Kind { get; }

    long Id { get; }

    OperationState State { get; }

    bool IsTerminal { get; }

    /// <summary>Whether it was cancelled, by whichever of its attributes.</summary>
    bool IsCanceled { get; }

    /// <summary>How it ended, if it ended by itself.</summary>
    OperationOutcome Outcome { get; }

    /// <summary>Whether it waits for somebody's decision, so that waiting on will not help.</summary>
    bool AwaitsDecision { get; }

    /// <summary>How many items or rows were worked on, failed ones included.</summary>
    long Processed { get; }

    /// <summary>How many of them failed, as far as is known.</summary>
    long Failed { get; }

    /// <summary>How many records its filter matched, 0 while that is not known; null for what has no filter.</summary>
    long? RecordsMatched { get; }

    /// <summary>How many records it takes of the daily allowance; null while that is not known.</summary>
    long? RecordsTaken { get; }

    /// <summary>
    /// Whether this shows the operation before another snapshot does: a server that answers from copies goes back in time.
    /// </summary>
    /// <param name="known">What is known.</param>
    /// <param name="wasDecided">Whether a decision about it was answered with what is known.</param>
    bool IsOlderThan(TSelf known, bool wasDecided);

    /// <summary>Whether somebody who follows it would see no difference.</summary>
    bool ShowsTheSame(TSelf other);
}
