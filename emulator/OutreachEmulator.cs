using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Hosting;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.OAuth;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Seeding;
using Outreach.Bulk.Emulator.Storage;
using Outreach.Bulk.Emulator.Watching;

namespace Outreach.Bulk.Emulator;

/// <summary>
/// A local Outreach: a real HTTP server on a loopback port that keeps accounts, prospects and batches, and acts on
/// them as the bulk actions and imports of Outreach do. Dispose it to stop it.
/// </summary>
public sealed class OutreachEmulator : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly RequestLog _log;
    private readonly EmulatorOptions _options;
    private readonly RecordStores _stores;
    private readonly BatchScheduler _scheduler;
    private readonly PostedActionLog _postedActions = new();
    private readonly UploadDirectory _uploads;
    private readonly AwsCredentials _credentials = AwsCredentials.New();
    private readonly JumpingClock? _clock;
    private HttpServer? _server;
    private WatchPage? _page;

    private OutreachEmulator(EmulatorOptions options)
    {
        if (options.Page)
            options = options.By(_clock = new JumpingClock(options.TimeProvider));
        _options = options;
        _log = new RequestLog(options.RecordedRequests, options.TimeProvider);
        _stores = new RecordStores(options);
        new Seeder(_stores, options).Run();
        _uploads = new UploadDirectory(options);
        _scheduler = new BatchScheduler(_stores.Database, options);
        BaseAddress = new Uri("http://127.0.0.1/");
    }

    /// <summary>Where the API begins: <c>http://127.0.0.1:port/api/v2/</c>.</summary>
    public Uri BaseAddress { get; private set; }

    /// <summary>
    /// The page that shows what the emulator does, to be opened in a browser on this machine; null without
    /// <see cref="EmulatorOptions.Page"/>.
    /// </summary>
    public Uri? PageAddress => _page is null ? null : new Uri(BaseAddress, "/");

    /// <summary>A bearer token that is good for everything; each request must carry it, or one from <see cref="TokenEndpoint"/>.</summary>
    public string AccessToken => _options.AccessToken;

    /// <summary>Where tokens are handed out: <c>http://127.0.0.1:port/oauth/token</c>.</summary>
    public Uri TokenEndpoint => new(BaseAddress, "/oauth/token");

    /// <summary>Where users log in, and agree at once: <c>http://127.0.0.1:port/oauth/authorize</c>.</summary>
    public Uri AuthorizationEndpoint => new(BaseAddress, "/oauth/authorize");

    /// <summary>Scripts what goes wrong.</summary>
    public EmulatorFaults Faults { get; } = new();

    /// <summary>
    /// Every request so far, or the newest <see cref="EmulatorOptions.RecordedRequests"/>, in the order of arrival, faults
    /// included. A copy.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>
    /// Every POST that started a bulk action or an import, in the order they were worked off, whether or not its answer
    /// arrived, to compare with what a client believes. A copy.
    /// </summary>
    public IReadOnlyList<PostedAction> PostedActions
    {
        get
        {
            lock (_gate)
            {
                _scheduler.Advance();
                return _postedActions.Snapshot();
            }
        }
    }

    /// <summary>Seeds the records and starts to listen.</summary>
    /// <param name="options">How to behave; null for the defaults. Not to be changed afterwards.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<OutreachEmulator> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorOptions();
        OptionsValidator.Validate(options);
        OutreachEmulator emulator = new(options);
        try
        {
            await emulator.ListenAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets the requests recorded so far.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>How many records there are now.</summary>
    /// <param name="model"><c>account</c>, <c>prospect</c>, or the internal name of a custom object.</param>
    public int CountRecords(string model)
    {
        lock (_gate)
        {
            _scheduler.Advance();
            return Records(model).Count();
        }
    }

    /// <summary>A record as a JSON:API resource, or null when there is none of that id.</summary>
    /// <param name="model"><c>account</c>, <c>prospect</c>, or the internal name of a custom object.</param>
    /// <param name="id">The id of the record.</param>
    public JsonObject? FindRecord(string model, long id)
    {
        lock (_gate)
        {
            _scheduler.Advance();
            return Records(model).Resource(id) is JsonObject record ? JsonText.Reparse(record) : null;
        }
    }

    /// <summary>Where the uploads are; null before the first.</summary>
    internal string? UploadFolder => _uploads.Folder;

    /// <summary>Each sequence state by its id, which no published answer shows.</summary>
    internal Dictionary<long, string> SequenceStates()
    {
        lock (_gate)
            return _stores.Accounts.Relationships.AllSequenceStates();
    }

    /// <summary>Stops listening and drops all records and uploads.</summary>
    public async ValueTask DisposeAsync()
    {
        _page?.Stop();
        if (_server is not null)
            await _server.DisposeAsync();
        lock (_gate)
            _stores.Dispose();
        _uploads.Dispose();
    }

    private IRecordSet Records(string model) =>
        _stores.Find(model) ?? throw new ArgumentException($"There is no model '{model}'.", nameof(model));

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        _server = await HttpServer.StartAsync(_options.Port, cancellationToken);
        BaseAddress = _server.BaseAddress;
        IUploadStorage uploads = _options.S3 is S3Storage elsewhere
            ? new S3UploadStorage(elsewhere, _uploads, _options)
            : new LocalUploadStorage(_uploads, _credentials, _options, BaseAddress);
        Router router = new(_stores, _scheduler, _postedActions, uploads, _options, BaseAddress);
        S3Endpoint storage = new(_uploads, _credentials, _options);
        TokenRegistry tokens = new(_options);
        RequestPipeline pipeline = new(_gate, router, _scheduler, storage, tokens, _options, Faults, _log, BaseAddress);
        if (_clock is not null)
            _page = new(new(_gate, _scheduler, _postedActions, _stores, _log, Faults, _options, _clock, BaseAddress));
        _server.Serve(_page is null ? pipeline.HandleAsync : _page.Before(pipeline.HandleAsync));
    }
}
