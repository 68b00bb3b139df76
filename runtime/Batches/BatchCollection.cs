using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk;

/// <summary>The batches of an account: attach to one by its id, or list recent ones.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is what JSON:API calls a collection.")]
public class BatchCollection
{
    private readonly OutreachBulkConnection? _connection;

    /// <summary>For test doubles: a collection without a connection.</summary>
    protected BatchCollection()
    {
    }

    /// <summary>Makes a collection over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public BatchCollection(OutreachBulkConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
    }

    private OutreachBulkConnection Connection => _connection
        ?? throw new InvalidOperationException($"{GetType()} was made without a connection: override the method that was called.");

    /// <summary>Makes the handle of a batch that was started elsewhere. No request is sent until something is asked of it.</summary>
    /// <param name="id">The batch's id; at least 1.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is less than 1.</exception>
    public virtual BatchOperation Attach(long id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        return new(Connection, id);
    }

    /// <summary>Lists batches, newest first, page by page as they are asked for.</summary>
    /// <param name="query">Which ones; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops listing.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="OutreachBulkException">A page could not be read.</exception>
    public virtual IAsyncEnumerable<Batch> ListAsync(BatchQuery? query = null, CancellationToken cancellationToken = default) =>
        Connection.ListBatchesAsync(query ?? new(), cancellationToken);
}
