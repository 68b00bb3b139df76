using System.Text.Json;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Collections;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>Starts imports and tells how far they are. There is no list of them, as with Outreach.</summary>
internal sealed class ImportEndpoints(
    RecordStores stores,
    BatchScheduler scheduler,
    IUploadStorage uploads,
    RowImporter importer,
    PostedActionLog postedActions,
    EmulatorOptions options)
{
    private readonly List<Import> _imports = [];
    private readonly InMemoryCollection<Import> _collection = new(options, "import", import => import.Id);

    public ApiResponse Start(ApiRequest request, string action)
    {
        if (!ImportKind.All.TryGetValue(action, out ImportKind? kind))
            throw ApiException.NotFound($"the action {action}");
        _ = new ActionParams(request, options.RefuseUnknownActionParams);
        ImportRequest asked = ImportRequest.Read(kind, request.Body);
        long? size = null;
        IImportRows rows = kind.Model is null
            ? new UpsertRows(asked.Attributes["records"], options)
            : Rows(asked, stores.Standard(kind.Model)!.Model, out size);
        Import import = new(_imports.Count + 1, kind, asked, rows, options.TimeProvider.GetUtcNow())
        {
            FileSize = size,
            Refusal = rows.Problem ?? scheduler.Spend(rows.Count),
        };
        _imports.Add(import);
        JsonElement payload = JsonText.ToElement(asked.ToPayload());
        if (import.Refusal is null)
            import.Batches.AddRange(scheduler.PostSequentially(Jobs(import), payload));
        postedActions.Add(request.Exchange, () => new PostedAction(
            action, null, import.Id, payload, null, import.State, rows.Count, import.Batches.Sum(batch => batch.Done), import.Failures));
        return ApiResponse.Ok(ImportResource.Write(import, options));
    }

    public ApiResponse Get(ApiRequest request, long id)
    {
        request.AllowOnly("fields", "provideAuthorizationMeta");
        if (id < 1 || id > _imports.Count)
            throw ApiException.NotFound($"import {id}");
        bool stale = request.Faults.Find(FaultKind.StaleRead) is not null;
        return ApiResponse.Ok(_collection.Select(request, ImportResource.Write(_imports[(int)id - 1], options, stale)));
    }

    private CsvRows Rows(ImportRequest asked, RecordModel model, out long? size)
    {
        using OpenUpload upload = uploads.Open(asked.StorageKey) ?? throw NotValidated();
        if (!upload.IsValidated)
            throw NotValidated();
        if (options.RefuseUnknownMappings)
            CsvRows.RefuseUnknown(model, asked.Mappings);
        size = upload.File.Length;
        CsvRows rows = new(upload.File, model, asked.Mappings, options);
        return !options.RecordCountMustMatch || asked.RecordCount is null || asked.RecordCount == rows.Count
            ? rows
            : throw ApiException.Invalid(
                $"recordCount is {asked.RecordCount}, but the upload has {rows.Count}.", "/data/attributes/recordCount");
    }

    private static ApiException NotValidated() =>
        ApiException.Invalid("There is no validated upload with this storage key.", "/data/attributes/storageKey");

    private IEnumerable<IBatchJob> Jobs(Import import)
    {
        // Without rows there is one batch of none, so that even then the import ends when a batch does.
        for (int from = 0; from == 0 || from < import.Rows.Count; from += options.RowsPerImportBatch)
        {
            int count = Math.Min(options.RowsPerImportBatch, import.Rows.Count - from);
            yield return new ImportJob(import, from, count, importer, options.ImportItemsShowRow);
        }
    }
}
