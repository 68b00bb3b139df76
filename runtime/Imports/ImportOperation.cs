using System.Net;
using System.Runtime.CompilerServices;

namespace Outreach.Bulk;

/// <summary>
/// The handle of an import. It can be kept by its <see cref="Id"/> and attached to again in another process. Cancelling a
/// wait or letting go of the handle leaves the import alone; the API has no way to stop one.
/// </summary>
/// <remarks>Safe to use from several threads. Test doubles derive from it through its parameterless constructor.</remarks>
public class ImportOperation
{
    private readonly OutreachBulkConnection? _connection;
    private readonly ImportDuties _duties;
    private readonly Lock _gate = new();
    private Task<Import>? _refresh;
    private Import? _latest;

    /// <summary>For test doubles: a handle without a connection.</summary>
    protected ImportOperation() => _duties = ImportDuties.None;

    internal ImportOperation(OutreachBulkConnection connection, long id, ImportDuties? duties = null)
    {
        _connection = connection;
        _duties = duties ?? ImportDuties.None;
        Id = id;
    }

    internal ImportOperation(OutreachBulkConnection connection, Import import, ImportDuties? duties = null)
        : this(connection, import.Id, duties) => _latest = import;

    /// <summary>The import's id: all that is needed to attach to it again.</summary>
    public virtual long Id { get; }

    /// <summary>The import as it was last seen; <see langword="null"/> until something was asked of it.</summary>
    public virtual Import? Latest => Volatile.Read(ref _latest);

    private OutreachBulkConnection Connection => _connection
        ?? throw new InvalidOperationException($"{GetType()} was made without a connection: override the method that was called.");

    /// <summary>Asks the server for the import. Callers at the same time share one request.</summary>
    /// <param name="cancellationToken">Stops waiting for the answer; the request, which others may share, goes on.</param>
    /// <returns>The import as it is now.</returns>
    /// <exception cref="OutreachBulkException">The import could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<Import> RefreshAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<Import> refresh;
        lock (_gate)
        {
            if (_refresh is null or { IsCompleted: true })
            {
                // Not on this thread: a token source may block, and the lock must not.
                _refresh = Task.Run(ReadAsync, CancellationToken.None);
                BatchOperation.Observe(_refresh);
            }

            refresh = _refresh;
        }

        return refresh.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until the import has ended.</summary>
    /// <param name="progress">Told of each snapshot.</param>
    /// <param name="deadline">How long to wait: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.</param>
    /// <param name="cancellationToken">Stops waiting. The import goes on.</param>
    /// <returns>The finished import and how it ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="ImportFailedException">The import failed as a whole.</exception>
    /// <exception cref="ImportDetachedException">The deadline passed; the import was left alone.</exception>
    /// <exception cref="OutreachBulkException">The import cannot be read, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual async Task<ImportResult> WaitForCompletionAsync(
        IProgress<ImportProgress>? progress = null,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default)
    {
        Import? last = null;
        await foreach (Import import in PollAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            progress?.Report(new(ImportPhase.Importing, 0, 0, import.Total ?? 0, import));
            last = import;
        }

        return last!.State == ImportState.Failed
            ? throw new ImportFailedException($"Import {Id} failed{(last.ErrorReason is null ? " and gave no reason." : $"; {nameof(ImportFailedException.ErrorReason)} holds what the server says about it.")}", this, last)
            : ImportResult.Create(this, last);
    }

    /// <summary>Follows the import: each snapshot that differs from the one before, ending with its end.</summary>
    /// <param name="deadline">How long to follow: more than zero; <see langword="null"/> for <see cref="OutreachBulkOptions.WaitDeadline"/>.</param>
    /// <param name="cancellationToken">Stops following. The import goes on.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is zero or negative.</exception>
    /// <exception cref="ImportDetachedException">The deadline passed; the import was left alone.</exception>
    /// <exception cref="OutreachBulkException">The import cannot be read, and waiting will not help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual async IAsyncEnumerable<Import> WatchAsync(
        TimeSpan? deadline = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Import? last = null;
        await foreach (Import import in PollAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            if (last is null || !ShowsTheSame(last, import))
                yield return import;
            last = import;
        }
    }

    /// <summary>
    /// Lists the batches behind the import, whose failed items are its failed rows. None when
    /// <see cref="ImportProtocolOptions.FindBatches"/> is off or the server refuses the filter, which only one of its
    /// documents has: then the import's counts are all there is.
    /// </summary>
    /// <param name="cancellationToken">Stops listing.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="OutreachBulkException">A page could not be read.</exception>
    public virtual async IAsyncEnumerable<BatchOperation> GetBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!Connection.Options.Imports.FindBatches)
            yield break;
        IAsyncEnumerator<Batch> batches = Connection.ListBatchesOfImportAsync(Id, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (batches.ConfigureAwait(false))
        {
            while (await MoveNextAsync(batches).ConfigureAwait(false))
            {
                // A server that does not know the filter may ignore it, and list everybody's batches.
                if (ImportSteps.IsOfImport(batches.Current) && batches.Current.ContextId == Id)
                    yield return new(Connection, batches.Current);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Latest?.ToString() ?? FormattableString.Invariant($"import {Id}, not yet asked for");

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Batch> batches)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OutreachApiException refusal) when (refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
        {
            return false;
        }
    }

    private static bool ShowsTheSame(Import left, Import right) =>
        (left.State, left.Total, left.Dupes, left.Failures) == (right.State, right.Total, right.Dupes, right.Failures);

    private async Task<Import> ReadAsync()
    {
        Import import = await Connection.Imports.GetAsync(Id, CancellationToken.None).ConfigureAwait(false);
        Volatile.Write(ref _latest, import);
        await _duties.SeenAsync(Connection, import).ConfigureAwait(false);
        return import;
    }

    private async IAsyncEnumerable<Import> PollAsync(
        TimeSpan? deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using PollSchedule schedule = new(Connection.Options, deadline);
        Import? import = Latest;
        OutreachBulkException? trouble = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (import is not null)
            {
                yield return import;
                if (import.IsTerminal)
                    yield break;
            }

            try
            {
                TimeSpan wait = import is null && trouble is null ? TimeSpan.Zero : schedule.NextWait();
                object? seen = await Connection.Poller
                    .NextAsync(Connection.ImportPolls, Id, wait, schedule.Left, _duties.Telemetry?.Context ?? default, cancellationToken)
                    .ConfigureAwait(false);
                import = (Import?)seen ?? throw Detached(schedule, trouble);
                Volatile.Write(ref _latest, import);

                // A journal may not answer.
                Task writing = _duties.SeenAsync(Connection, import).AsTask().WaitAsync(cancellationToken);
                BatchOperation.Observe(writing);
                if (!await schedule.HasTimeForAsync(writing).ConfigureAwait(false))
                    throw Detached(schedule, trouble);
                await writing.ConfigureAwait(false);
                trouble = null;
            }
            catch (OutreachBulkException exception) when (PollSchedule.MayPass(exception))
            {
                import = null;
                trouble = exception;
            }
        }
    }

    private ImportDetachedException Detached(PollSchedule schedule, Exception? trouble) =>
        new(
            $"The wait for import {Id} ended after {schedule.Deadline} with the import {Latest?.State.ToString() ?? "not seen"}. It was left alone and goes on; wait for it again, or attach to it by its id.",
            this,
            Latest,
            trouble);
}
