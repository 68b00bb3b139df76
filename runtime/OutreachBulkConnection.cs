using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Bulk.Allowance;
using Outreach.Bulk.Batches;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Http;
using Outreach.Bulk.Imports;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Previews;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Recovery;
using Outreach.Bulk.Resources;
using Outreach.Bulk.Telemetry;
using Outreach.Bulk.Uploads;
using Outreach.Bulk.Upserts;

namespace Outreach.Bulk;

/// <summary>
/// The connection to one base address with one account. Clients are made over it; it lives as long as they do, usually as long
/// as the process. Safe to use from several threads.
/// </summary>
public sealed class OutreachBulkConnection : IDisposable
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> of this library's spans: <c>Outreach.Bulk</c>.</summary>
    public const string ActivitySourceName = OutreachBulkTelemetry.Name;

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/> of this library's metrics: <c>Outreach.Bulk</c>.</summary>
    public const string MeterName = OutreachBulkTelemetry.Name;

    /// <summary>
    /// The name of the HTTP client that uploads under dependency injection, for a proxy, a certificate or handlers of your own:
    /// <c>Outreach.Bulk.Uploads</c>.
    /// </summary>
    /// <remarks>
    /// All registered clients share it: <c>services.AddHttpClient(OutreachBulkConnection.UploadClientName)</c> gives its builder. It logs
    /// nothing, since links are secrets, follows no redirect, and neither token nor cookies leave by it, whatever is added. What
    /// <c>ConfigureHttpClientDefaults</c> adds above the primary handler is left out: time limits and retries are not for files.
    /// </remarks>
    public const string UploadClientName = "Outreach.Bulk.Uploads";

    private readonly ApiTransport _transport;
    private readonly HttpClient? _ownClient;
    private readonly StorageClient _storage;
    private readonly OperationContext _context;
    private readonly BatchClaims _claims;
    private readonly BatchSearch _batchSearch;
    private readonly ImportTracker _importTracker;
    private readonly JournalRecovery _recovery;
    private readonly bool _isNone;
    private readonly Func<BulkCall, BatchOperation>? _fake;
    private bool _isDisposed;

    internal OutreachBulkConnection(OutreachBulkOptions options, Func<HttpClient> clients, Func<HttpClient>? uploadClients = null)
    {
        OperationLog log = new((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Outreach.Bulk"));
        IRecordLedger ledger = options.RecordLedger
            ?? new InMemoryRecordLedger(options.RecordsPerDay, options.ReservedRecords, options.TimeProvider);
        RequestBudget = new(options, log);
        _transport = new(options, RequestBudget, clients);
        _storage = new(options, uploadClients);
        _context = new(options, new(options, _transport, log), ledger, log);

        BatchApi batchApi = new(_context.Client, options);
        BatchTracker = new(batchApi, Poller(new BatchPollSource(batchApi, options, log)), options, log);
        RecentBatches recent = new(batchApi);
        _claims = new(options.TimeProvider, options.RequestTimeout);
        _batchSearch = new(recent, _claims, BatchTracker);

        ImportApi importApi = new(_context.Client, options);
        _importTracker = new(importApi, Poller(new ImportPollSource(importApi)), BatchTracker, options, log);
        Imports = new(_context, _storage, _importTracker, new(recent, _importTracker, _transport.Clock));
        Upserts = new(Imports, options);

        _recovery = Recovery(_context);
    }

    private OutreachBulkConnection(OutreachBulkOptions options, HttpClient ownClient)
        : this(options, () => ownClient) => _ownClient = ownClient;

    private OutreachBulkConnection()
        : this(new() { AccessToken = (_, _) => throw SendsNothing(nameof(None)) }, () => throw SendsNothing(nameof(None))) => _isNone = true;

    private OutreachBulkConnection(Func<BulkCall, BatchOperation> fake)
        : this(new() { AccessToken = (_, _) => throw AnswersActionsOnly() }, () => throw AnswersActionsOnly()) => _fake = fake;

    /// <summary>
    /// The connection that sends nothing, for a client whose groups are test doubles:
    /// <c>new OutreachClient(OutreachBulkConnection.None) { Accounts = new FakeAccounts() }</c>.
    /// </summary>
    /// <value>
    /// One for the whole process. What is called of a group that is no double throws <see cref="InvalidOperationException"/>.
    /// Disposing it does nothing.
    /// </value>
    public static OutreachBulkConnection None { get; } = new();

    /// <summary>
    /// Makes a connection for tests that sends nothing: a function answers each bulk action instead of a server. Such a client needs no
    /// test doubles of its groups: <c>new OutreachClient(OutreachBulkConnection.Fake(call => BatchOperation.Create(batch)))</c>.
    /// </summary>
    /// <param name="start">
    /// Gets the call, which compares by its content, and returns what it started, such as a <see cref="BatchOperation.Create"/>; or throws
    /// what the call is to end in, such as a <see cref="BatchOutOfBoundsException.Create(long)"/>.
    /// </param>
    /// <returns>
    /// The connection. A call that could not be sent throws as over a real one; counts, imports and all else throw
    /// <see cref="InvalidOperationException"/>.
    /// </returns>
    public static OutreachBulkConnection Fake(Func<BulkCall, BatchOperation> start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return new(start);
    }

    /// <summary>The account's hourly requests, as its last answers reported them.</summary>
    public RequestBudget RequestBudget { get; }

    internal OutreachBulkOptions Options => _context.Options;

    internal BatchTracker BatchTracker { get; }

    internal ImportFlow Imports { get; }

    internal UpsertFlow Upserts { get; }

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
    /// <see cref="BatchOutcomeUnknownException"/>.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed || _isNone)
            return;
        _isDisposed = true;
        _transport.Dispose();
        BatchTracker.Poller.Dispose();
        Imports.Tracker.Poller.Dispose();
        _ownClient?.Dispose();
        _storage.Dispose();
    }

    /// <summary>
    /// Reads <see cref="OutreachBulkOptions.Journal"/> for operations that were begun and have no end there: after a crash, or
    /// those that other calls of this process are at work on. Nothing is sent.
    /// </summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The operations, the oldest first.</returns>
    /// <exception cref="InvalidOperationException">The options have no journal.</exception>
    public Task<IReadOnlyList<RecoveredOperation>> RecoverAsync(CancellationToken cancellationToken = default) =>
        _recovery.RunAsync(cancellationToken);

    /// <summary>Asks the root of the API who the token is.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it says. What it does not say, or says in a form that cannot be understood, is null.</returns>
    /// <exception cref="OutreachApiException">The server refused the token.</exception>
    /// <exception cref="OutreachConnectionException">There was no connection, no token or no usable answer.</exception>
    public async Task<OutreachIdentity> GetIdentityAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return IdentityReader.Read(await _context.Client.Retry.RunAsync(
                async again => AnswerReader.ReadAny(await _context.Client.GetRootAsync(again).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false));
        }
        catch (OutreachApiException refusal) when (refusal is { Status: HttpStatusCode.NotFound, IsFromBetween: false })
        {
            return new();
        }
    }

    /// <summary>The connection of a group, for what is about to be sent over it.</summary>
    /// <param name="connection">What the group was made with; null for a test double.</param>
    /// <param name="group">The group.</param>
    /// <exception cref="InvalidOperationException">Nothing can be sent over it.</exception>
    internal static OutreachBulkConnection Of(OutreachBulkConnection? connection, object group) =>
        connection is { _isNone: false } ? connection : throw SendsNothing(group.GetType().Name);

    /// <summary>The server's time, as its answers show it; the local one until one has.</summary>
    internal DateTimeOffset ServerTime
    {
        get
        {
            DateTimeOffset now = _context.Time.GetUtcNow();
            return _context.Client.Clock.EarliestAt(now) ?? now;
        }
    }

    internal Task<OutcomeSearchResult<BatchOperation>> FindAsync(BulkCall call, DateTimeOffset since, CancellationToken cancellationToken) =>
        FindAsync(call, _context.Client.Clock.At(since, null), cancellationToken);

    /// <summary>Looks for a batch of the same request since a moment of the server's, which another machine may have noted.</summary>
    internal Task<OutcomeSearchResult<BatchOperation>> FindSinceServerTimeAsync(
        BulkCall call, DateTimeOffset since, CancellationToken cancellationToken) =>
        FindAsync(call, _context.Client.Clock.AtServer(since), cancellationToken);

    private Task<OutcomeSearchResult<BatchOperation>> FindAsync(BulkCall call, SentMoment since, CancellationToken cancellationToken)
    {
        LostRequest<BatchOperation> sent = new(_batchSearch, call.Action.Name, since, _context.Time.GetUtcNow())
        {
            TargetDigest = BulkActionRequest.Create(call, Options).EchoDigest,
            Clock = _context.Client.Clock,
            Observer = new(_context.Log),
        };
        return sent.FindAsync(cancellationToken);
    }

    /// <summary>Reads what is at an address below the base address, as it is. A request that fails is repeated.</summary>
    /// <param name="target">Path and query, relative to the base address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutreachApiException">The server refused.</exception>
    internal Task<byte[]> ReadAsync(string target, CancellationToken cancellationToken) => _context.Client.Retry.RunAsync(
        async again => AnswerReader.ReadBody(await _context.Client.GetAsync(target, again).ConfigureAwait(false)), cancellationToken);

    /// <exception cref="ArgumentException">The call cannot be sent under the connection's options.</exception>
    internal Task<BatchOperation> StartAsync(BulkCall call, string? key, CancellationToken cancellationToken)
    {
        BatchStart start = new(_context, BatchTracker, _batchSearch, _claims, call, key);
        return _fake is null ? start.RunAsync(cancellationToken) : AnswerAsync(_fake, call, cancellationToken);
    }

    /// <summary>The connection's operations, written down and counted elsewhere.</summary>
    internal OperationSession Over(IOperationJournal journal, IRecordLedger ledger)
    {
        OperationContext context = _context with { Journal = journal, Ledger = ledger };
        ImportFlow imports = new(context, _storage, _importTracker, Imports.Search);
        return new(context, BatchTracker, _batchSearch, _claims, imports, Recovery(context));
    }

    internal RecordCollection Records(string collection, string? objectName) =>
        new(_context.Client, _context.Options, collection, objectName);

    /// <exception cref="ArgumentException">The call does not say where its records are.</exception>
    internal RecordCollection RecordsOf(BulkCall bulkCall)
    {
        string collection = bulkCall.Action.Collection ?? throw new ArgumentException(
            $"The call of {bulkCall.Action.Name} does not name the collection its records are read from: it was written by an earlier "
                + "version, or its description does not tell. Make the call anew, or count by the CountAsync of the client's group.",
            nameof(bulkCall));
        return Records(collection, bulkCall.Params.Parameters.Get<string>("objectName"));
    }

    private static async Task<BatchOperation> AnswerAsync(
        Func<BulkCall, BatchOperation> fake, BulkCall call, CancellationToken cancellationToken)
    {
        // As a real one, it never answers before it returns its task.
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return fake(call);
    }

    private static InvalidOperationException AnswersActionsOnly() => new(
        $"{nameof(OutreachBulkConnection)}.{nameof(Fake)} answers bulk actions only, so nothing was sent. Put a double of the group that was "
            + "called into the client, new OutreachClient(connection) { Batches = new FakeBatches() } say, or use the emulator.");

    private static InvalidOperationException SendsNothing(string what) => new(
        $"{what} has no connection, so nothing was sent. In a test, override the method that was called, and put the double into the "
            + $"client: new OutreachClient({nameof(OutreachBulkConnection)}.{nameof(None)}) {{ Accounts = new FakeAccounts() }}.");

    private JournalRecovery Recovery(OperationContext context) =>
        new(context, BatchTracker, _batchSearch, _claims, _importTracker, Imports.Search);

    private OperationPoller<TSnapshot> Poller<TSnapshot>(PollSource<TSnapshot> source)
        where TSnapshot : class => new(source, RequestBudget, _context.Options);
}
