using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Outreach.Bulk;

/// <summary>
/// The way to one base address with one account. Clients are made over it; it lives as long as they do, usually as long
/// as the process. Safe to use from several threads.
/// </summary>
public sealed class OutreachBulkConnection : IDisposable
{
    // A body that says nothing: a POST without one is resent by .NET itself when a reused connection closes.
    private static readonly byte[] s_emptyBody = """{"data":{"attributes":{}}}"""u8.ToArray();

    private static readonly TimeSpan s_firstBackOff = TimeSpan.FromSeconds(0.5);

    private readonly ApiTransport _transport;
    private readonly BatchStarter _starter;
    private readonly HttpClient? _ownClient;
    private readonly Lazy<StorageClient> _storage;
    private bool _isDisposed;

    internal OutreachBulkConnection(OutreachBulkOptions options, Func<HttpClient> clients)
    {
        Options = options;
        Log = new((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Outreach.Bulk"));
        RequestBudget = new(options.RequestBudget, options.TimeProvider, Log);
        _transport = new(options, RequestBudget, clients);
        _storage = new(() => new(options.Imports, options.RequestTimeout, options.TimeProvider));
        Imports = new(this);
        Poller = new(RequestBudget, options.Polling, options.TimeProvider);
        BatchPolls = new(this);
        ImportPolls = new(Imports);
        _starter = new(this);
        Sweep = new(this);
        Started = new(options.TimeProvider);
        Ledger = options.RecordAllowance.Ledger ?? new InMemoryRecordLedger(options.RecordAllowance, options.TimeProvider);
    }

    private OutreachBulkConnection(OutreachBulkOptions options, HttpClient ownClient)
        : this(options, () => ownClient) => _ownClient = ownClient;

    /// <summary>The account's hourly requests, as they were last heard of.</summary>
    public RequestBudget RequestBudget { get; }

    internal OutreachBulkOptions Options { get; }

    internal OperationLog Log { get; }

    internal IRecordLedger Ledger { get; }

    internal StartedBatches Started { get; }

    internal BatchSweep Sweep { get; }

    internal Poller Poller { get; }

    internal BatchPolls BatchPolls { get; }

    internal ImportPolls ImportPolls { get; }

    internal ImportSteps Imports { get; }

    internal StorageClient Storage
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _storage.Value;
        }
    }

    private string Origin => Options.BaseAddress.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>Makes a connection with its own pool of HTTP connections, for use without dependency injection.</summary>
    /// <param name="options">The options; they are copied.</param>
    /// <returns>The connection. Dispose it when no client uses it any more, if that is before the process ends.</returns>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public static OutreachBulkConnection Create(OutreachBulkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OutreachBulkOptions copy = options.Checked();
        SendOnceHandler guard = new(copy.TimeProvider, copy.RequestTimeout) { InnerHandler = PrimaryHandler.Create() };
        return new(copy, new HttpClient(guard) { Timeout = Timeout.InfiniteTimeSpan });
    }

    /// <summary>
    /// Closes the connection's own HTTP connections. Batches on the server are left alone. Calls under way end in
    /// <see cref="ObjectDisposedException"/>, as do later ones; a bulk action that is on its way ends in
    /// <see cref="OutcomeUnknownException"/>.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _transport.Dispose();
        Poller.Dispose();
        _ownClient?.Dispose();
        if (_storage.IsValueCreated)
            _storage.Value.Dispose();
    }

    /// <summary>
    /// Reads <see cref="OutreachBulkOptions.Journal"/> for operations that were begun and have no end there: after a crash, or
    /// those that other calls of this process are at work on. Nothing is sent.
    /// </summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The operations, the oldest first.</returns>
    /// <exception cref="InvalidOperationException">The options have no journal.</exception>
    public Task<IReadOnlyList<RecoveredOperation>> RecoverAsync(CancellationToken cancellationToken = default) =>
        Recovery.RunAsync(this, cancellationToken);

    internal Task<BatchOperation> StartBatchAsync(
        BulkAction action, BulkActionParams actionParams, ActionAttributes? attributes, CancellationToken cancellationToken) =>
        _starter.StartAsync(action, actionParams, attributes, cancellationToken);

    internal Task<Batch> GetBatchAsync(long id, CancellationToken cancellationToken) =>
        RepeatAsync(again => LookAtBatchAsync(id, again), cancellationToken);

    /// <summary>Asks for a batch, without asking again when that fails.</summary>
    internal Task<Batch> LookAtBatchAsync(long id, CancellationToken cancellationToken) =>
        BatchAsync(HttpMethod.Get, id, "", [], cancellationToken);

    /// <summary>Asks for some batches by one request, without asking again when that fails.</summary>
    internal async Task<BatchPage> LookAtBatchesAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        using QueryWriter parameters = Page("batches");
        parameters.Push("filter");
        parameters.Push("id");
        parameters.CommaList([.. ids]);
        ApiAnswer answer = await SendAsync(HttpMethod.Get, parameters.ToString(), cancellationToken).ConfigureAwait(false);
        Document<BatchAttributes> page = AnswerReader.ReadPage(answer, JsonApiContext.Default.DocumentBatchAttributes);
        return new([.. (page.Data ?? []).Select(BatchReader.Read)], !string.IsNullOrEmpty(page.Links?.NextAddress));
    }

    /// <summary>Does what may be repeated until it succeeds or fails for good: no more often than the options say, ever more seldom.</summary>
    internal async Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await request(cancellationToken).ConfigureAwait(false);
            }
            catch (OutreachBulkException exception) when (PollSchedule.MayPass(exception) && failures < Options.Retries)
            {
                Log.Repeated(failures + 1, exception);
                await BackOffAsync(failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal Task<Batch> ConfirmAsync(long id, long count, CancellationToken cancellationToken)
    {
        using QueryWriter parameters = new(path: "/actions/confirm");
        parameters.Push("actionParams");
        parameters.Value("confirmedCount", count);
        return DecideAsync(
            id,
            parameters.ToString(),
            now => !now.AwaitsDecision && now.State != BatchState.Canceled && now.CanceledAt is null,
            cancellationToken);
    }

    internal Task<Batch> CancelAsync(long id, CancellationToken cancellationToken) =>
        DecideAsync(id, "/actions/cancel", now => now.State == BatchState.Canceled || now.CanceledAt is not null, cancellationToken);

    internal IAsyncEnumerable<Batch> ListBatchesAsync(
        BatchQuery query, CancellationToken cancellationToken, int maximumPages = int.MaxValue)
    {
        using QueryWriter parameters = Page("batches");
        if (query.Action is { } action)
            Filter(parameters, action, "action");
        if (query.State is { } state)
            Filter(parameters, state.Value, "state");
        parameters.Push("sort");
        parameters.Value("-createdAt");
        parameters.Pop();
        return ListAsync(parameters.ToString(), JsonApiContext.Default.DocumentBatchAttributes, BatchReader.Read, maximumPages, cancellationToken);
    }

    internal IAsyncEnumerable<BatchItem> ListBatchItemsAsync(
        long batchId, BatchItemFilter filter, OperationTelemetry? telemetry, CancellationToken cancellationToken)
    {
        using QueryWriter parameters = Page("batchItems");
        if (Options.BatchItemOwnerFilter == BatchItemOwnerFilter.Attribute)
            Filter(parameters, batchId, "batchId");
        else
            Filter(parameters, batchId, "batch", "id");
        if (filter == BatchItemFilter.Failed && Options.FailedItemFilter == FailedItemFilter.Failed)
            Filter(parameters, true, "failed");
        else if (filter == BatchItemFilter.Failed)
            Filter(parameters, "error", "state");
        return ListAsync(parameters.ToString(), JsonApiContext.Default.DocumentBatchItemAttributes, BatchReader.Read, int.MaxValue, cancellationToken, telemetry);
    }

    internal IAsyncEnumerable<Batch> ListBatchesOfImportAsync(long importId, CancellationToken cancellationToken)
    {
        using QueryWriter parameters = Page("batches");
        Filter(parameters, ImportSteps.BatchContext, "contextType");
        Filter(parameters, importId, "contextId");
        return ListAsync(parameters.ToString(), JsonApiContext.Default.DocumentBatchAttributes, BatchReader.Read, int.MaxValue, cancellationToken);
    }

    /// <summary>Sends a request that may be repeated, below the base address.</summary>
    internal Task<ApiAnswer> SendAsync(HttpMethod method, string target, CancellationToken cancellationToken) =>
        _transport.SendAsync(method, new(Options.BaseAddress, target), method == HttpMethod.Get ? [] : s_emptyBody, cancellationToken);

    /// <summary>Sends a POST that acts, once.</summary>
    internal Task<ApiAnswer> SendOnceAsync(SendAttempt attempt, CancellationToken cancellationToken) =>
        _transport.SendOnceAsync(attempt, cancellationToken);

    private static void Filter(QueryWriter parameters, object value, params ReadOnlySpan<string> path)
    {
        parameters.Push("filter");
        foreach (string name in path)
            parameters.Push(name);
        parameters.Value(value);
        foreach (string _ in path)
            parameters.Pop();
        parameters.Pop();
    }

    private QueryWriter Page(string path)
    {
        QueryWriter parameters = new(path: path);
        parameters.Push("page");
        parameters.Value("size", Options.PageSize);
        parameters.Pop();
        return parameters;
    }

    private async Task<Batch> DecideAsync(long id, string action, Func<Batch, bool> isTaken, CancellationToken cancellationToken)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await BatchAsync(HttpMethod.Post, id, action, s_emptyBody, cancellationToken).ConfigureAwait(false);
            }
            catch (OutreachBulkException lost) when (PollSchedule.MayPass(lost))
            {
                // The decision may have been taken; a look tells. Only one that is still open is asked for again.
                Batch now = await GetBatchAsync(id, cancellationToken).ConfigureAwait(false);
                if (isTaken(now))
                    return now;
                if (!now.AwaitsDecision || failures >= Options.Retries)
                    throw;
            }

            await BackOffAsync(failures, cancellationToken).ConfigureAwait(false);
        }
    }

    // A server that asks for more than this is heard by the request budget, which holds the next request back.
    private Task BackOffAsync(int failures, CancellationToken cancellationToken)
    {
        TimeSpan wait = s_firstBackOff * Math.Pow(2, Math.Min(failures, 6));
        return Task.Delay(wait - (wait * (0.5 * Random.Shared.NextDouble())), Options.TimeProvider, cancellationToken);
    }

    private async Task<Batch> BatchAsync(HttpMethod method, long id, string action, byte[] body, CancellationToken cancellationToken)
    {
        Uri target = new(Options.BaseAddress, FormattableString.Invariant($"batches/{id}{action}"));
        ApiAnswer answer = await _transport.SendAsync(method, target, body, cancellationToken).ConfigureAwait(false);
        Batch batch = BatchReader.Read(answer);
        return batch.Id == id
            ? batch
            : throw AnswerReader.Unexpected(answer, FormattableString.Invariant($"{answer.Request} was answered with batch {batch.Id}, which is another one."));
    }

    private async IAsyncEnumerable<T> ListAsync<T, TAttributes>(
        string target,
        JsonTypeInfo<Document<TAttributes>> type,
        Func<Resource<TAttributes>, T> read,
        int maximumPages,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        OperationTelemetry? telemetry = null)
    {
        Uri? next = new(Options.BaseAddress, target);
        HashSet<Uri> visited = [];
        while (next is not null && visited.Count < maximumPages)
        {
            visited.Add(next);
            Uri current = next;
            Document<TAttributes> page;
            using (telemetry?.Child("items"))
            {
                page = await RepeatAsync(
                    async again => AnswerReader.ReadPage(await _transport.SendAsync(HttpMethod.Get, current, [], again).ConfigureAwait(false), type),
                    cancellationToken).ConfigureAwait(false);
            }

            foreach (Resource<TAttributes> resource in page.Data ?? [])
                yield return read(resource);
            next = Follow(current, page.Links?.NextAddress, visited);
        }
    }

    private bool IsOurs(Uri target) =>
        target.UserInfo.Length == 0
        && Uri.Compare(target, Options.BaseAddress, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private Uri? Follow(Uri current, string? link, HashSet<Uri> visited)
    {
        RequestSummary request = new(HttpMethod.Get.Method, current.AbsolutePath);
        if (string.IsNullOrEmpty(link))
            return null;
        if (!Uri.TryCreate(current, link, out Uri? next)
            || !IsOurs(next))
        {
            throw new OutreachProtocolException(
                $"{request} links its next page to another host. The token is sent to {Origin} only; the list ends here, incomplete.")
            {
                Request = request,
            };
        }

        return !visited.Contains(next)
            ? next
            : throw new OutreachProtocolException($"{request} links its next page to one that was read before; the list would never end.") { Request = request };
    }
}
