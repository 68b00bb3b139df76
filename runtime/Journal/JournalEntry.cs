namespace Outreach.Bulk;

/// <summary>What an operation was about to do, or had just done, when it was written down.</summary>
public enum JournalEvent
{
    /// <summary>The request that starts it is about to be sent. Without a later entry its outcome is unknown.</summary>
    Starting = 0,

    /// <summary>It was started: the server told its id, or it was found by a search.</summary>
    Started = 1,

    /// <summary>It was not started: the request was not sent, or the server refused it.</summary>
    NotStarted = 2,

    /// <summary>The answer to the request that starts it was lost.</summary>
    OutcomeUnknown = 3,

    /// <summary>The batch is about to be confirmed.</summary>
    Confirming = 4,

    /// <summary>The batch was confirmed.</summary>
    Confirmed = 5,

    /// <summary>The batch is about to be cancelled.</summary>
    Canceling = 6,

    /// <summary>It came to its end.</summary>
    Ended = 7,
}

/// <summary>One line of an <see cref="IOperationJournal"/>. It holds ids, counts and fingerprints, and no values of records.</summary>
public sealed record JournalEntry
{
    /// <summary>The key of the operation it is about, the same in all of its entries.</summary>
    public required string Key { get; init; }

    /// <summary>What happened.</summary>
    public required JournalEvent Event { get; init; }

    /// <summary>When it was written, by the local clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// When that was by the server's clock, at the earliest; <see langword="null"/> while no answer of the connection had told its
    /// time.
    /// </summary>
    public DateTimeOffset? ServerAt { get; init; }

    /// <summary>What the call is called: <see cref="BulkActionParams.Label"/> or that of an import; in the first entry only.</summary>
    public string? Label { get; init; }

    /// <summary>The action's name in the API.</summary>
    public string? Action { get; init; }

    /// <summary>
    /// The fingerprint of the request, by which its batch is recognised; see
    /// <see cref="BatchOutcomeUnknownException.TargetDigest"/>.
    /// </summary>
    public string? TargetDigest { get; init; }

    /// <summary>The batch's id, once it is known; <see langword="null"/> for imports.</summary>
    public long? BatchId { get; init; }

    /// <summary>The import's id, once it is known; <see langword="null"/> for batches.</summary>
    public long? ImportId { get; init; }

    /// <summary>The unique file name by which an import is recognised; <see langword="null"/> for batches.</summary>
    public string? FileName { get; init; }

    /// <summary>The state it was in: the server's word.</summary>
    public string? State { get; init; }

    /// <summary>The count a batch was confirmed with.</summary>
    public long? Count { get; init; }
}
