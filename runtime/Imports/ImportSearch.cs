using System.Net;
using Outreach.Bulk.Batches;
using Outreach.Bulk.Http;
using Outreach.Bulk.Operations;

namespace Outreach.Bulk.Imports;

/// <summary>
/// Looks for an import whose start was not answered. Imports have no list, so it is looked for behind the batches created since,
/// which belong to imports of which one has this file name.
/// </summary>
internal sealed class ImportSearch(RecentBatches recent, ImportTracker tracker, ServerClock clock) : OutcomeSearch<ImportOperation>
{
    public override async Task<OutcomeSearchResult<ImportOperation>> FindAsync(
        LostRequest<ImportOperation> lost, CancellationToken cancellationToken)
    {
        ImportOperation? found = await FindAsync(lost.FileName!, () => lost.WindowOf(TimeSpan.Zero), lost.Observer, cancellationToken)
            .ConfigureAwait(false);
        return new(found, found is null ? [] : [found], isWhole: true);
    }

    /// <summary>Looks for the import of a file.</summary>
    /// <param name="fileName">The file's unique name.</param>
    /// <param name="since">When it can have been started at the earliest, by our clock.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public Task<ImportOperation?> FindAsync(string fileName, DateTimeOffset since, CancellationToken cancellationToken) =>
        FindAsync(fileName, () => new(since, clock.EarliestAt(since), TimeSpan.Zero, TimeSpan.Zero), observer: null, cancellationToken);

    private async Task<ImportOperation?> FindAsync(
        string fileName, Func<CreationWindow> windowOf, OperationObserver? observer, CancellationToken cancellationToken)
    {
        if (!tracker.Options.Protocol.FindBatchesOfImports)
            return null;
        HashSet<long> seen = [];
        (RecentBatchList list, CreationWindow window) = await recent.ListAsync(windowOf, cancellationToken).ConfigureAwait(false);
        foreach (RecentBatch listed in list.Batches)
        {
            // Another search, which shares the list, may look further back.
            Batch batch = listed.Batch;
            if (batch.CreatedAt < window.From)
                continue;
            if (!ImportContext.IsOf(batch) || batch.ContextId is not >= 1 || !seen.Add(batch.ContextId.Value))
                continue;
            Import? import = await TryGetAsync(batch.ContextId.Value, cancellationToken).ConfigureAwait(false);
            if (import?.FileName != fileName)
                continue;
            if (observer?.Journal is { } journal)
                await journal.FoundAsync(import).ConfigureAwait(false);
            return tracker.Attach(import, observer);
        }

        return null;
    }

    // Somebody else's import may be hidden from this user; it is not the one.
    private async Task<Import?> TryGetAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            return await tracker.Api.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachApiException hidden) when (hidden.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }
}
