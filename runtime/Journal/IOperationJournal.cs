namespace Outreach.Bulk;

/// <summary>
/// Where operations are written down before and after each request that acts, so that a process that was killed can be
/// followed by one that does nothing twice: <see cref="OutreachBulkConnection.RecoverAsync"/>.
/// </summary>
/// <remarks>
/// Implementations are used from several threads. <see cref="FileOperationJournal"/> is the library's own; one over
/// a shared database takes the same entries.
/// </remarks>
public interface IOperationJournal
{
    /// <summary>Writes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when the entry will outlive the process.</returns>
    /// <exception cref="Exception">
    /// The entry could not be written. When it is <see cref="JournalEvent.Starting"/> or <see cref="JournalEvent.Confirming"/> nothing
    /// is sent, and the call ends with this exception or one that carries it. A journal may hold the entry all the same, so
    /// <see cref="JournalEvent.NotStarted"/> is written after a beginning that failed. Other entries tell what has happened already or,
    /// with <see cref="JournalEvent.Canceling"/>, what protects records, so their failure is logged and the call goes on.
    /// </exception>
    ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>Reads all entries, in the order in which they were written.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The entries.</returns>
    IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken);
}
