using System.Globalization;
using Outreach.Bulk.Emulator.Actions;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Imports;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.OAuth;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Schema;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>Every path the emulator knows, on one screen.</summary>
internal sealed class Router(
    RecordStores stores,
    BatchScheduler scheduler,
    PostedActionLog postedActions,
    IUploadStorage uploads,
    EmulatorOptions options,
    Uri baseAddress)
{
    private readonly RecordEndpoints _accounts = new(stores.Accounts, options);
    private readonly RecordEndpoints _prospects = new(stores.Prospects, options);
    private readonly CustomObjectEndpoints _customObjects = new(stores, options);

    private readonly BulkActionEndpoints _actions = new(
        stores, scheduler, new BulkActionExecutor(stores.Accounts, new FailWhenCallback(options)), postedActions, options);

    private readonly BatchEndpoints _batches = new(scheduler, options, baseAddress);
    private readonly BatchItemEndpoints _items = new(scheduler, options);
    private readonly UploadEndpoints _uploads = new(uploads, options);

    private readonly ImportEndpoints _imports = new(
        stores, scheduler, uploads, new RowImporter(stores, new FailWhenCallback(options), options), postedActions, options);

    private readonly SchemaEndpoints _schema = new(options);
    private readonly IdentityEndpoint _identity = new(options);

    public ApiResponse Handle(ApiRequest request)
    {
        string[] path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (request.Method, path) switch
        {
            ("GET", ["accounts"]) => _accounts.List(request),
            ("GET", ["accounts", string id]) => _accounts.Get(request, Id(id)),
            ("GET", ["prospects"]) => _prospects.List(request),
            ("GET", ["prospects", string id]) => _prospects.Get(request, Id(id)),
            (_, ["customObjects", string name]) => _customObjects.Handle(request, name, null),
            (_, ["customObjects", string name, string id]) => _customObjects.Handle(request, name, Id(id)),
            ("POST", ["batches", "actions", string action]) => _actions.Post(request, action),
            ("POST", ["batches", string id, "actions", "confirm"]) => _batches.Confirm(request, Id(id)),
            ("POST", ["batches", string id, "actions", "cancel"]) => _batches.Cancel(request, Id(id)),
            ("GET", ["batches"]) => _batches.List(request),
            ("GET", ["batches", string id]) => _batches.Get(request, Id(id)),
            ("GET", ["batchItems"]) => _items.List(request),
            ("GET", ["batchItems", string id]) => _items.Get(request, Id(id)),
            ("POST", ["imports", "actions", "generateUploadLink"]) => _uploads.Link(request),
            ("POST", ["imports", "actions", "validateUpload"]) => _uploads.Validate(request),
            ("POST", ["imports", "actions", string action]) => _imports.Start(request, action),
            ("GET", ["imports", string id]) => _imports.Get(request, Id(id)),
            ("GET", []) => _identity.Get(),
            ("GET", ["types"]) => _schema.Types,
            ("GET", ["schema" or "schema.json"]) => _schema.Schema,
            _ => throw ApiException.NotFound($"{request.Method} {request.Path}"),
        };
    }

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
        ? id
        : throw ApiException.NotFound($"anything with the id '{text}'");
}
