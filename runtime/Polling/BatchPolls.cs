using System.Net;

namespace Outreach.Bulk;

/// <summary>
/// Batches are asked for by one list request, as many as its line carries. The API's documents do not say that the list
/// takes an id filter, so a server that refuses or ignores it is asked for one batch at a time from then on.
/// </summary>
internal sealed class BatchPolls(OutreachBulkConnection connection) : PollSource
{
    // What stands in the request line besides the ids; and an id of 17 digits with its comma, encoded.
    private const int LineWithoutIds = 200;
    private const int BytesPerId = 20;
    private const int MostMissing = 10;

    private volatile int _idsPerRequest = Math.Clamp(
        (connection.Options.MaximumRequestLine - LineWithoutIds) / BytesPerId, 1, connection.Options.PageSize);

    public override int IdsPerRequest => _idsPerRequest;

    public override async Task LookAsync(IReadOnlyList<long> ids, PollLook look, CancellationToken cancellationToken)
    {
        if (ids.Count > 1 && !await TryListAsync(ids, look, cancellationToken).ConfigureAwait(false))
            return;
        foreach (long id in ids)
            await LookAtOneAsync(id, look, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Whether some must still be asked for one by one.</returns>
    private async Task<bool> TryListAsync(IReadOnlyList<long> ids, PollLook look, CancellationToken cancellationToken)
    {
        BatchPage page;
        try
        {
            page = await connection.LookAtBatchesAsync(ids, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachApiException refusal) when (refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnprocessableEntity)
        {
            AskOneByOne($"it was refused with {(int?)refusal.Status}");
            return false;
        }

        HashSet<long> asked = [.. ids];
        int seen = 0;
        foreach (Batch batch in page.Batches.Where(batch => asked.Contains(batch.Id)))
        {
            look.Saw(batch.Id, batch);
            seen++;
        }

        if (page.HasNext && seen > 0 && seen < ids.Count)
        {
            // Its pages are smaller than was asked for. The rest has its turn in the next request.
            _idsPerRequest = seen;
            return false;
        }

        // What is missing is asked for by itself, and is found then or refused by name. Many that are missing, or others
        // that are not, mean that the list does not filter by id.
        int missing = ids.Count - seen;
        if (page.Batches.Count == seen && missing <= MostMissing)
            return missing > 0;
        AskOneByOne($"of {ids.Count} ids it showed {seen}, and {page.Batches.Count - seen} others");
        return false;
    }

    private void AskOneByOne(string reason)
    {
        _idsPerRequest = 1;
        connection.Log.IdFilterUnusable(reason);
    }

    private async Task LookAtOneAsync(long id, PollLook look, CancellationToken cancellationToken)
    {
        if (look.WasTold(id))
            return;
        try
        {
            look.Saw(id, await connection.LookAtBatchAsync(id, cancellationToken).ConfigureAwait(false));
        }
        catch (OutreachBulkException exception)
        {
            look.Failed(id, exception);
        }
    }
}
