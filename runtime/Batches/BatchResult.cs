namespace Outreach.Bulk;

/// <summary>How a batch that came to its end ended. Failed, cancelled, refused and detached batches throw instead.</summary>
public enum BatchOutcome
{
    /// <summary>Every record was acted on.</summary>
    Completed = 0,

    /// <summary>The batch finished and some records failed; <see cref="BatchOperation.GetItemsAsync"/> says which.</summary>
    CompletedWithFailures = 1,

    /// <summary>The batch finished and acted on nothing.</summary>
    NothingMatched = 2,
}

/// <summary>The end of a batch.</summary>
public sealed class BatchResult
{
    private BatchResult(BatchOperation operation, Batch batch)
    {
        Operation = operation;
        Batch = batch;
    }

    /// <summary>The batch's handle, for reading its items.</summary>
    public BatchOperation Operation { get; }

    /// <summary>The batch as it ended.</summary>
    public Batch Batch { get; }

    /// <summary>How it ended. Nothing processed is never plain success.</summary>
    public BatchOutcome Outcome => Processed == 0
        ? BatchOutcome.NothingMatched
        : Batch.Failures > 0 ? BatchOutcome.CompletedWithFailures : BatchOutcome.Completed;

    private long Processed => Batch.Total ?? Batch.ConfirmCount ?? 0;

    /// <summary>Makes a result, for test doubles.</summary>
    /// <param name="operation">The batch's handle.</param>
    /// <param name="batch">A finished batch.</param>
    /// <returns>The result.</returns>
    public static BatchResult Create(BatchOperation operation, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(batch);
        return new(operation, batch);
    }

    /// <summary>Throws unless every record that matched was acted on, and at least one did.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="BatchIncompleteException">Some records failed, or nothing matched.</exception>
    public BatchResult EnsureAllSucceeded() => Outcome == BatchOutcome.Completed
        ? this
        : throw new BatchIncompleteException(
            Outcome == BatchOutcome.NothingMatched
                ? FormattableString.Invariant($"Batch {Batch.Id} finished and acted on nothing.")
                : FormattableString.Invariant($"Batch {Batch.Id} finished with {Batch.Failures} of {Processed} records failed. {nameof(BatchOperation.GetItemsAsync)} lists them."),
            Operation,
            Batch);

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome}: {Batch}";
}
