using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Batches;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>The batches of an account: start one by a call as a value, attach to one by its id, or list recent ones.</summary>
[SuppressMessage(
    "Naming", "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is what JSON:API calls a collection.")]
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

    private OutreachBulkConnection Connection => OutreachBulkConnection.Of(_connection, this);

    /// <summary>Makes the handle of a batch that was started elsewhere. No request is sent until something is asked of it.</summary>
    /// <param name="id">The batch's id; at least 1.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is less than 1.</exception>
    public virtual BatchOperation Attach(long id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        return Connection.BatchTracker.Attach(id);
    }

    /// <summary>Starts a bulk action that was made as a value: sends it once, then applies its policy to the answer.</summary>
    /// <param name="bulkCall">The call.</param>
    /// <param name="key">
    /// The operation's key in the journal and in the ledger of the daily allowance: up to 200 characters, not blank. It names this
    /// one operation and no other. Default <see langword="null"/>: a new one.
    /// </param>
    /// <param name="cancellationToken">
    /// Gives up. Once the request is on its way that ends in <see cref="BatchOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The batch that was created.</returns>
    /// <inheritdoc cref="GeneratedCalls.StartAsync{TParams}(OutreachBulkConnection, TParams, CancellationToken)" path="/exception"/>
    public virtual async Task<BatchOperation> StartAsync(
        BulkCall bulkCall, string? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bulkCall);
        RunName.ThrowIfNotUsable(key, "key", nameof(key));
        return await Connection.StartAsync(bulkCall, key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Counts the records that a call selects, by the GET that selects what the call would. Nothing is changed, and no batch is made.
    /// </summary>
    /// <remarks>
    /// One request, for a page of one record; ids that do not fit one request line take several, and are counted part by part. Each is
    /// repeated after a failure that may pass, within <see cref="OutreachBulkOptions.Retries"/>. The server counts no further than
    /// 2 000 000 and, under load, not at all; the result tells.
    /// </remarks>
    /// <param name="bulkCall">The call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The count, or that there is none.</returns>
    /// <exception cref="ArgumentException">
    /// The call does not name its collection (<see cref="BulkAction.Collection"/>), or its filter makes a request line longer than
    /// <see cref="OutreachBulkOptions.MaximumRequestLine"/> also without its ids; nothing was sent.
    /// </exception>
    /// <inheritdoc cref="GeneratedCalls.CountAsync(OutreachBulkConnection, string, RecordFilter, CancellationToken)"
    /// path="/exception[not(contains(@cref, 'ArgumentException'))]"/>
    public virtual async Task<RecordCount> CountAsync(BulkCall bulkCall, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bulkCall);
        return await Connection.RecordsOf(bulkCall).CountAsync(bulkCall.Params.FilterOrThrow, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads some of the records that a call selects, in the server's own order. Nothing is changed.</summary>
    /// <param name="bulkCall">The call.</param>
    /// <param name="size">How many records, 1 to 1 000. Default 10.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The records; fewer than <paramref name="size"/> where fewer are selected.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="size"/> is out of its range, the call does not name its collection (<see cref="BulkAction.Collection"/>), or its
    /// filter makes a request line longer than <see cref="OutreachBulkOptions.MaximumRequestLine"/> also without its ids; nothing was
    /// sent.
    /// </exception>
    /// <inheritdoc cref="GeneratedCalls.SampleAsync(OutreachBulkConnection, string, RecordFilter, int, CancellationToken)"
    /// path="/exception[not(contains(@cref, 'ArgumentException'))]"/>
    public virtual async Task<IReadOnlyList<SampledRecord>> SampleAsync(
        BulkCall bulkCall, int size = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bulkCall);
        return await Connection.RecordsOf(bulkCall)
            .SampleAsync(bulkCall.Params.FilterOrThrow, size, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Looks for a batch that was started by the same request: same action, filter, parameters and attributes.</summary>
    /// <remarks>
    /// Batches echo the request that started them, which is compared by what it says. Where the server echoes nothing, or in a form that
    /// is not known, nothing can be concluded: <see cref="OutcomeSearchResult{TOperation}.IsAmbiguous"/>.
    /// </remarks>
    /// <param name="bulkCall">The call.</param>
    /// <param name="since">The earliest time that it can have been sent at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The batch, or what else was created since then, or that nothing was.</returns>
    /// <exception cref="ArgumentException">The call cannot be sent under the connection's options.</exception>
    /// <exception cref="OutreachApiException">The server refused to list batches.</exception>
    /// <exception cref="OutreachConnectionException">There was no connection, no token or no usable answer.</exception>
    public virtual Task<OutcomeSearchResult<BatchOperation>> FindAsync(
        BulkCall bulkCall, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bulkCall);
        return Connection.FindAsync(bulkCall, since, cancellationToken);
    }

    /// <summary>Lists batches, newest first, page by page as they are asked for.</summary>
    /// <param name="action">
    /// Only batches with this internal action word, such as <c>bulk_modify</c>; <see langword="null"/> for all.
    /// </param>
    /// <param name="state">Only batches in this state; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops listing.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="OutreachBulkException">A page could not be read.</exception>
    public virtual IAsyncEnumerable<Batch> ListAsync(
        string? action = null, OperationState? state = null, CancellationToken cancellationToken = default) =>
        Connection.BatchTracker.Api.ListAsync(action, state, cancellationToken);
}
