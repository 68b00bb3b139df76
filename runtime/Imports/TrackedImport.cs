using System.Net;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Operations;

namespace Outreach.Bulk.Imports;

/// <summary>The life of an import, and the batches behind it.</summary>
internal sealed class TrackedImport(ImportOperation handle, ImportTracker tracker, long id, Import? latest, OperationObserver observer)
    : TrackedOperation<Import>(tracker.Options, tracker.Poller, id, latest, observer)
{
    /// <summary>Lists the batches behind the import; none when the server does not know them by it.</summary>
    public async IAsyncEnumerable<BatchOperation> ListBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!tracker.Options.Protocol.FindBatchesOfImports)
            yield break;
        IAsyncEnumerator<Batch> batches = tracker.Batches.Api
            .ListOfContextAsync(ImportContext.Type, Id, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (batches.ConfigureAwait(false))
        {
            while (await MoveNextAsync(batches).ConfigureAwait(false))
            {
                // A server that does not know the filter may ignore it, and list everybody's batches.
                if (ImportContext.IsOf(batches.Current) && batches.Current.ContextId == Id)
                    yield return tracker.Batches.Attach(batches.Current);
            }
        }
    }

    protected override Task<Import> ReadAsync(CancellationToken cancellationToken) => tracker.Api.GetAsync(Id, cancellationToken);

    // Nothing is decided about an import: the API has no way to.
    protected override Task<Import> JudgeAsync(Import snapshot, bool isPoll, CancellationToken cancellationToken) =>
        Task.FromResult(snapshot);

    protected override OutreachBulkException Detached(string message, Exception? trouble) =>
        new ImportDetachedException(message, handle, Latest, trouble);

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
}
