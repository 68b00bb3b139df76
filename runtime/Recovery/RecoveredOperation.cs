using Outreach.Bulk.Operations;

namespace Outreach.Bulk;

/// <summary>
/// An operation that a journal has not seen the end of. Of <see cref="Batch"/>, <see cref="Import"/>,
/// <see cref="UnknownBatch"/> and <see cref="UnknownImport"/> exactly one is there.
/// </summary>
public sealed class RecoveredOperation
{
    private readonly JournalWriter _journal;

    internal RecoveredOperation(JournalEntry start, JournalWriter journal)
    {
        Start = start;
        _journal = journal;
    }

    /// <summary>What the journal says of its beginning.</summary>
    public JournalEntry Start { get; }

    /// <summary>The batch, whose id is known: wait for it.</summary>
    public BatchOperation? Batch { get; internal init; }

    /// <summary>The import, whose id is known: wait for it.</summary>
    public ImportOperation? Import { get; internal init; }

    /// <summary>A bulk action that may have been sent: look for its batch before sending it again.</summary>
    public BatchOutcomeUnknownException? UnknownBatch { get; internal init; }

    /// <summary>An import that may have been started: look for it before starting it again.</summary>
    public ImportOutcomeUnknownException? UnknownImport { get; internal init; }

    /// <summary>
    /// Closes it in the journal, so that it is not recovered again: after its end was dealt with elsewhere, or somebody looked and
    /// decided that it was not done.
    /// </summary>
    /// <returns>A task that completes when it is written.</returns>
    public async Task CloseAsync() => await _journal.CloseAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public override string ToString() =>
        UnknownBatch?.RequestInWords ?? UnknownImport?.RequestInWords ?? $"{Start.Action}: {Batch?.ToString() ?? Import?.ToString()}";
}
