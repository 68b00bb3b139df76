using System.Net;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Batches;

/// <summary>
/// Batches are polled by one list request, as many as its line carries. The API's documents do not say that the list
/// takes an id filter, so a server that refuses or ignores it is asked for one batch at a time from then on.
/// </summary>
internal sealed class BatchPollSource(BatchApi api, OutreachBulkOptions options, OperationLog log) : PollSource<Batch>
{
    // What is in the request line besides the ids; and an id of 17 digits with its comma, encoded.
    private const int LineWithoutIds = 200;
    private const int BytesPerId = 20;
    private const int MostMissing = 10;

    // A list that failed is asked for fewer, then one by one, and after a while for all again.
    private const int Shortening = 8;
    private const int FailuresBeforeShortening = 2;
    private static readonly TimeSpan s_shortFor = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private int _most = Math.Clamp((options.MaximumRequestLine - LineWithoutIds) / BytesPerId, 1, options.PageSize);
    private int _shortened = int.MaxValue;
    private long _shortenedAt;
    private int _failures;

    public override int IdsPerRequest
    {
        get
        {
            lock (_gate)
            {
                if (_shortened < _most && options.TimeProvider.GetElapsedTime(_shortenedAt) >= s_shortFor)
                    _shortened = int.MaxValue;
                return Math.Min(_most, _shortened);
            }
        }
    }

    public override async Task PollAsync(Poll<Batch> poll, CancellationToken cancellationToken)
    {
        if (poll.Ids.Count > 1 && !await TryListAsync(poll, cancellationToken).ConfigureAwait(false))
            return;
        foreach (long id in poll.Ids)
            await PollOneAsync(id, poll, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Whether some must still be asked for one by one.</returns>
    private async Task<bool> TryListAsync(Poll<Batch> poll, CancellationToken cancellationToken)
    {
        BatchPage page;
        try
        {
            page = await api.GetPageOnceAsync(poll.Ids, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachApiException refusal) when (!refusal.IsTransient && refusal.Status
            is HttpStatusCode.BadRequest
            or HttpStatusCode.NotFound
            or HttpStatusCode.MethodNotAllowed
            or HttpStatusCode.UnprocessableEntity)
        {
            AskOneByOne($"it was refused with {(int?)refusal.Status}");
            return false;
        }
        catch (OutreachBulkException failure)
            when (failure is not OutreachConnectionException { IsFinal: true } && Shorten(failure, poll.Ids.Count))
        {
            // Nothing is said of any batch, so each is in a shorter list next.
            return false;
        }

        lock (_gate)
            _failures = 0;

        HashSet<long> asked = [.. poll.Ids];
        int seen = 0;
        foreach (Batch batch in page.Batches.Where(batch => asked.Contains(batch.Id)))
        {
            poll.Saw(batch.Id, batch);
            seen++;
        }

        if (page.HasNext && seen > 0 && seen < asked.Count)
        {
            // Its pages are smaller than was asked for. The rest has its turn in the next request.
            lock (_gate)
                _most = seen;
            return false;
        }

        // What is missing is asked for by itself, and is found then or refused by name. Many that are missing, or others
        // that are not, mean that the list does not filter by id.
        int missing = asked.Count - seen;
        if (page.Batches.Count == seen && missing <= MostMissing)
            return missing > 0;
        AskOneByOne($"of {asked.Count} ids it showed {seen}, and {page.Batches.Count - seen} others");
        return false;
    }

    /// <returns>Whether the list is asked for fewer at once; otherwise the failure is everybody's.</returns>
    private bool Shorten(OutreachBulkException failure, int count)
    {
        int shortened;
        lock (_gate)
        {
            if (failure.IsTransient && ++_failures < FailuresBeforeShortening)
                return false;
            (_failures, _shortenedAt) = (0, options.TimeProvider.GetTimestamp());
            shortened = _shortened = Math.Max(1, count / Shortening);
        }

        log.ListShortened(failure.Status is { } status ? $"{(int)status}" : "no answer", shortened);
        return true;
    }

    private void AskOneByOne(string reason)
    {
        lock (_gate)
            _most = 1;
        log.IdFilterUnusable(reason);
    }

    private async Task PollOneAsync(long id, Poll<Batch> poll, CancellationToken cancellationToken)
    {
        if (poll.HasAnswered(id))
            return;
        try
        {
            poll.Saw(id, await api.GetOnceAsync(id, cancellationToken).ConfigureAwait(false));
        }
        catch (OutreachBulkException exception)
        {
            poll.Failed(id, exception);
        }
    }
}
