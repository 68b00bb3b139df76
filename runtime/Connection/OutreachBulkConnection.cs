using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Outreach.Bulk;

/// <summary>
/// The way to one base address with one account. Clients are made over it; it lives as long as they do, usually as long
/// as the process. Safe to use from several threads.
/// </summary>
public sealed class OutreachBulkConnection : IDisposable
{
    // A body that says nothing: a POST without one is resent by .NET itself when a reused connection closes.
    private static readonly byte[] s_emptyBody = """{"data":{"attributes":{}}}"""u8.ToArray();

    private readonly ApiTransport _transport;
    private readonly HttpClient? _ownClient;

    internal OutreachBulkConnection(OutreachBulkOptions options, Func<HttpClient> clients)
    {
        Options = options;
        _transport = new(options, clients);
    }

    private OutreachBulkConnection(OutreachBulkOptions options, HttpClient ownClient)
        : this(options, () => ownClient) => _ownClient = ownClient;

    internal OutreachBulkOptions Options { get; }

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
        _transport.Dispose();
        _ownClient?.Dispose();
    }

    internal async Task<BatchOperation> StartBatchAsync(
        BulkAction action, BulkActionParams actionParams, ActionAttributes? attributes, CancellationToken cancellationToken)
    {
        BulkActionRequest request = BulkActionRequest.Create(action, actionParams, attributes, Options);
        cancellationToken.ThrowIfCancellationRequested();
        Batch batch = await PostOnceAsync(request, cancellationToken).ConfigureAwait(false);
        BatchBounds bounds = new(actionParams.Confirm, actionParams.ConsentOrNull, request.IdCount);
        BatchOperation operation = new(this, batch, bounds);
        await bounds.ApplyAsync(operation, batch, cancellationToken).ConfigureAwait(false);
        return operation;
    }

    internal Task<Batch> GetBatchAsync(long id, CancellationToken cancellationToken) =>
        BatchAsync(HttpMethod.Get, FormattableString.Invariant($"batches/{id}"), [], cancellationToken);

    internal async Task<Batch> DecideAsync(Batch batch, BatchDecision decision, CancellationToken cancellationToken)
    {
        string target = decision == BatchDecision.Cancel
            ? FormattableString.Invariant($"batches/{batch.Id}/actions/cancel")
            : Confirmation(batch);
        try
        {
            return await BatchAsync(HttpMethod.Post, target, s_emptyBody, cancellationToken).ConfigureAwait(false);
        }
        catch (OutreachBulkException lost) when (PollSchedule.MayPass(lost))
        {
            // The decision may have been taken; a look tells, and asking twice would not.
            Batch now = await GetBatchAsync(batch.Id, cancellationToken).ConfigureAwait(false);
            bool taken = decision == BatchDecision.Cancel
                ? now.State == BatchState.Canceled || now.CanceledAt is not null
                : now.State != BatchState.Confirming && now.State != BatchState.Canceled;
            if (taken)
                return now;
            throw;
        }
    }

    internal IAsyncEnumerable<Batch> ListBatchesAsync(BatchQuery query, CancellationToken cancellationToken)
    {
        QueryWriter parameters = Page();
        if (query.Action is { } action)
            Filter(parameters, action, "action");
        if (query.State is { } state)
            Filter(parameters, state.Value, "state");
        parameters.Push("sort");
        parameters.Value("-createdAt");
        parameters.Pop();
        return ListAsync($"batches?{parameters}", JsonApiContext.Default.DocumentBatchAttributes, BatchReader.Read, cancellationToken);
    }

    internal IAsyncEnumerable<BatchItem> ListBatchItemsAsync(long batchId, BatchItemFilter filter, CancellationToken cancellationToken)
    {
        QueryWriter parameters = Page();
        if (Options.BatchItemOwnerFilter == BatchItemOwnerFilter.Attribute)
            Filter(parameters, batchId, "batchId");
        else
            Filter(parameters, batchId, "batch", "id");
        if (filter == BatchItemFilter.Failed && Options.FailedItemFilter == FailedItemFilter.Failed)
            Filter(parameters, true, "failed");
        else if (filter == BatchItemFilter.Failed)
            Filter(parameters, "error", "state");
        return ListAsync($"batchItems?{parameters}", JsonApiContext.Default.DocumentBatchItemAttributes, BatchReader.Read, cancellationToken);
    }

    private static string Confirmation(Batch batch)
    {
        QueryWriter parameters = new();
        if ((batch.ConfirmCount ?? batch.MatchedCount) is { } count)
        {
            parameters.Push("actionParams");
            parameters.Value("confirmedCount", count);
        }

        return FormattableString.Invariant($"batches/{batch.Id}/actions/confirm?{parameters}").TrimEnd('?');
    }

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

    private QueryWriter Page()
    {
        QueryWriter parameters = new();
        parameters.Push("page");
        parameters.Value("size", Options.PageSize);
        parameters.Pop();
        return parameters;
    }

    private async Task<Batch> PostOnceAsync(BulkActionRequest request, CancellationToken cancellationToken)
    {
        SendAttempt attempt = new(HttpMethod.Post, Address(request.Action, request.Target), request.Body, acts: true);
        DateTimeOffset sentFrom = Options.TimeProvider.GetUtcNow();
        try
        {
            return BatchReader.Read(await _transport.SendOnceAsync(attempt, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (SendFailure.LeavesOutcomeOpen(attempt))
        {
            throw Unknown(request, sentFrom, exception);
        }
    }

    private OutcomeUnknownException Unknown(BulkActionRequest request, DateTimeOffset sentFrom, Exception cause)
    {
        OutreachBulkException? answered = cause as OutreachBulkException;
        return new(
            $"{request.Action.Name} was sent and its answer was lost, so its batch may exist. Do not send it again: {nameof(OutcomeUnknownException.FindAsync)} looks for it. {cause.Message}",
            new(this, request, sentFrom, Options.TimeProvider.GetUtcNow()),
            cause)
        {
            Status = answered?.Status,
            Errors = answered?.Errors ?? [],
            Request = answered?.Request,
            RateLimit = answered?.RateLimit,
        };
    }

    private async Task<Batch> BatchAsync(HttpMethod method, string target, byte[] body, CancellationToken cancellationToken) =>
        BatchReader.Read(await _transport
            .SendAsync(method, new(Options.BaseAddress, target), body, cancellationToken)
            .ConfigureAwait(false));

    private async IAsyncEnumerable<T> ListAsync<T, TAttributes>(
        string target,
        JsonTypeInfo<Document<TAttributes>> type,
        Func<Resource<TAttributes>, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Uri? next = new(Options.BaseAddress, target);
        while (next is not null)
        {
            ApiAnswer answer = await _transport.SendAsync(HttpMethod.Get, next, [], cancellationToken).ConfigureAwait(false);
            Document<TAttributes> page = AnswerReader.ReadPage(answer, type);
            foreach (Resource<TAttributes> resource in page.Data ?? [])
                yield return read(resource);
            next = Follow(next, page.Links?.NextAddress, answer.Request);
        }
    }

    private Uri Address(BulkAction action, string target) =>
        Uri.TryCreate(Options.BaseAddress, target, out Uri? address) && IsOurs(address)
            ? address
            : throw new ArgumentException(
                $"The path of {action.Name} leads to another host. The token is sent to {Origin} only; give a path relative to {nameof(OutreachBulkOptions.BaseAddress)}.",
                nameof(action));

    private bool IsOurs(Uri target) =>
        target.UserInfo.Length == 0
        && Uri.Compare(target, Options.BaseAddress, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private Uri? Follow(Uri current, string? link, RequestSummary request)
    {
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

        return next != current
            ? next
            : throw new OutreachProtocolException($"{request} links its next page to itself; the list would never end.") { Request = request };
    }
}
