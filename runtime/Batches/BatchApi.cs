using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Http;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Resources;

namespace Outreach.Bulk.Batches;

/// <summary>The requests about batches.</summary>
internal sealed class BatchApi(ApiClient client, OutreachBulkOptions options)
{
    private static readonly TimeSpan s_longestCancel = TimeSpan.FromMinutes(5);
    private const int MostLooks = 6;

    // A token is handed out at most once a minute, and what was just created may be readable a little later.
    private static readonly TimeSpan s_longestUnsure = TimeSpan.FromMinutes(2);

    private volatile bool _failedByState = options.Protocol.FailedItemsByState;

    /// <summary>Asks for a batch, again where that may help.</summary>
    public Task<Batch> GetAsync(long id, CancellationToken cancellationToken) =>
        client.Retry.RunAsync(again => GetOnceAsync(id, again), cancellationToken);

    /// <summary>Asks for a batch, once.</summary>
    public async Task<Batch> GetOnceAsync(long id, CancellationToken cancellationToken) =>
        Read(id, await client.GetAsync(Target(id), cancellationToken).ConfigureAwait(false));

    /// <summary>Asks for some batches by one request, once.</summary>
    public async Task<BatchPage> GetPageOnceAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        using QueryWriter query = client.ListQuery("batches");
        query.Push("filter");
        query.Push("id");
        query.CommaList([.. ids]);
        ApiAnswer answer = await client.GetAsync(query.ToString(), cancellationToken).ConfigureAwait(false);
        Document<BatchAttributes> page = AnswerReader.ReadPage(answer, JsonApiContext.Default.DocumentBatchAttributes);
        return new([.. (page.Data ?? []).Select(BatchReader.Read)], !string.IsNullOrEmpty(page.Links?.NextAddress));
    }

    /// <summary>Confirms a batch for a count, again where that may help. Another process may have done so.</summary>
    public Task<Batch> ConfirmAsync(long id, long count, CancellationToken cancellationToken)
    {
        using QueryWriter query = new(path: Target(id) + "/actions/confirm");
        query.Push("actionParams");
        query.Value("confirmedCount", count);
        return DecideAsync(
            id,
            query.ToString(),
            isTaken: now => !now.AwaitsDecision && !now.IsCanceled,
            isOpen: now => now.AwaitsDecision,
            mayRepeat: (failures, _) => client.Retry.HasMore(failures),
            wasSeen: true,
            cancellationToken);
    }

    /// <summary>Cancels a batch, again and again until it holds or cannot: what it protects are records.</summary>
    /// <param name="id">The batch's id.</param>
    /// <param name="wasSeen">Whether the batch is known to exist, so that a 404 is no word about it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Batch> CancelAsync(long id, bool wasSeen, CancellationToken cancellationToken)
    {
        long start = options.TimeProvider.GetTimestamp();
        Batch now = await DecideAsync(
            id,
            Target(id) + "/actions/cancel",
            isTaken: now => now.IsCanceled,
            isOpen: now => !now.IsTerminal,
            mayRepeat: (_, isUnsure) => options.TimeProvider.GetElapsedTime(start) < (isUnsure ? s_longestUnsure : s_longestCancel),
            wasSeen,
            cancellationToken).ConfigureAwait(false);

        // It was taken, and shows a little later.
        for (int looks = 0; !now.IsTerminal && looks < MostLooks; looks++)
        {
            await client.Retry.BackOffAsync(looks, cancellationToken).ConfigureAwait(false);
            now = await TryGetAsync(id, cancellationToken).ConfigureAwait(false) ?? now;
        }

        return now;
    }

    /// <summary>Lists batches, newest first.</summary>
    public IAsyncEnumerable<Batch> ListAsync(
        string? action,
        OperationState? state,
        CancellationToken cancellationToken,
        int maximumPages = int.MaxValue,
        Action? onCutOff = null)
    {
        using QueryWriter query = client.ListQuery("batches");
        if (action is not null)
            query.Filter(action, "action");
        if (state is { } wanted)
            query.Filter(wanted.Value, "state");
        query.Parameter("sort", "-createdAt");
        return ListAsync(query, cancellationToken, maximumPages, onCutOff);
    }

    /// <summary>Lists the batches that belong to something.</summary>
    public IAsyncEnumerable<Batch> ListOfContextAsync(string contextType, long contextId, CancellationToken cancellationToken)
    {
        using QueryWriter query = client.ListQuery("batches");
        query.Filter(contextType, "contextType");
        query.Filter(contextId, "contextId");
        return ListAsync(query, cancellationToken);
    }

    /// <summary>Lists all items of a batch.</summary>
    public IAsyncEnumerable<BatchItem> ListItemsAsync(long batchId, Func<Activity?> startSpan, CancellationToken cancellationToken) =>
        ListItemsAsync(batchId, failedByState: null, startSpan, cancellationToken);

    /// <summary>
    /// Lists the failed items of a batch. Two forms of the filter are documented: where one is refused the other is asked for, from
    /// then on. Where it is ignored, what has not failed is passed over.
    /// </summary>
    public async IAsyncEnumerable<BatchItem> ListFailedItemsAsync(
        long batchId, Func<Activity?> startSpan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool byState = _failedByState;
        OutreachApiException? refusal = null;
        while (true)
        {
            IAsyncEnumerator<BatchItem> items =
                ListItemsAsync(batchId, byState, startSpan, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (items.ConfigureAwait(false))
            {
                bool isFirst = true;
                while (true)
                {
                    try
                    {
                        if (!await items.MoveNextAsync().ConfigureAwait(false))
                            yield break;
                    }
                    catch (OutreachApiException refused) when (isFirst && !refused.IsTransient && refusal is null)
                    {
                        refusal = refused;
                        byState = !byState;
                        break;
                    }
                    catch (OutreachApiException) when (isFirst && refusal is not null)
                    {
                        // Neither form helped, so the form was not what is wrong.
                        throw refusal;
                    }

                    _failedByState = byState;
                    isFirst = false;
                    if (items.Current.MayHaveFailed)
                        yield return items.Current;
                }
            }
        }
    }

    private IAsyncEnumerable<BatchItem> ListItemsAsync(
        long batchId, bool? failedByState, Func<Activity?> startSpan, CancellationToken cancellationToken)
    {
        using QueryWriter query = client.ListQuery("batchItems");
        if (options.Protocol.ItemsByBatchId)
            query.Filter(batchId, "batchId");
        else
            query.Filter(batchId, "batch", "id");
        if (failedByState is true)
            query.Filter(BatchItem.ErrorState, "state");
        else if (failedByState is false)
            query.Filter(true, "failed");
        return client.ListAsync(
            query.ToString(),
            JsonApiContext.Default.DocumentBatchItemAttributes,
            BatchReader.Read,
            cancellationToken,
            startSpan: startSpan);
    }

    private static string Target(long id) => FormattableString.Invariant($"batches/{id}");

    private static Batch Read(long id, in ApiAnswer answer)
    {
        Batch batch = BatchReader.Read(answer);
        return batch.Id == id
            ? batch
            : throw AnswerReader.Unexpected(
                answer, FormattableString.Invariant($"{answer.Request} was answered with batch {batch.Id}, which is another one."));
    }

    private IAsyncEnumerable<Batch> ListAsync(
        QueryWriter query, CancellationToken cancellationToken, int maximumPages = int.MaxValue, Action? onCutOff = null) =>
        client.ListAsync(
            query.ToString(),
            JsonApiContext.Default.DocumentBatchAttributes,
            BatchReader.Read,
            cancellationToken,
            maximumPages,
            onCutOff: onCutOff);

    private async Task<Batch> DecideAsync(
        long id,
        string target,
        Func<Batch, bool> isTaken,
        Func<Batch, bool> isOpen,
        Func<int, bool, bool> mayRepeat,
        bool wasSeen,
        CancellationToken cancellationToken)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                return Read(id, await client.PostDecisionAsync(target, cancellationToken).ConfigureAwait(false));
            }
            catch (OutreachBulkException failure) when (failure is OutreachApiException or { IsTransient: true })
            {
                // The decision may have been taken, by this request or by somebody else; the batch shows it. One that is seen
                // is not missing, whatever the answer said.
                Batch? now = await TryGetAsync(id, cancellationToken).ConfigureAwait(false);
                if (now is not null && isTaken(now))
                    return now;
                bool isUnsure = !failure.IsTransient
                    && (failure.Status == HttpStatusCode.Unauthorized
                        || (failure.Status == HttpStatusCode.NotFound && (wasSeen || now is not null)));
                bool mayPass = failure.IsTransient || isUnsure;
                if (!mayPass || (now is not null && !isOpen(now)) || !mayRepeat(failures, isUnsure))
                    throw;
            }

            await client.Retry.BackOffAsync(failures, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Batch?> TryGetAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachBulkException)
        {
            return null;
        }
    }
}
