using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>Answers everything about batches that exist: lists, single ones, confirm and cancel.</summary>
internal sealed class BatchEndpoints(BatchBoard board, EmulatorOptions options, Uri baseAddress)
{
    private readonly MemoryCollection<Batch> _collection = new(
        "batch", batch => batch.Id,
        new("id", ValueKind.Integer, batch => batch.Id),
        new("action", ValueKind.Text, batch => batch.Job.Word),
        new("state", ValueKind.Text, batch => batch.State, Sortable: true),
        new("total", ValueKind.Integer, batch => (long)batch.Total, Sortable: true),
        new("contextType", ValueKind.Text, BatchResource.ContextType, Filterable: options.BatchContext),
        new("contextId", ValueKind.Integer, batch => batch.Job.ImportId ?? 0L, Filterable: options.BatchContext),
        new("createdAt", ValueKind.Time, batch => batch.CreatedAt.UtcTicks, Filterable: false, Sortable: true),
        new("finishedAt", ValueKind.Time, batch => batch.FinishedAt?.UtcTicks, Filterable: false, Sortable: true));

    public Answer List(ApiRequest request)
    {
        EmulatorFault? stale = request.Strikes.Find(FaultKind.StaleRead);
        IEnumerable<Batch> seen = board.All.Take(board.All.Count - (int)(stale?.Amount ?? 0));
        return _collection.List(
            request, FilterReader.OfCollection(request, options.CommaListsInIdFilters), seen,
            batch => BatchResource.Write(batch, options, baseAddress, stale is not null));
    }

    public Answer Get(ApiRequest request, long id)
    {
        request.AllowOnly("fields", "provideAuthorizationMeta");
        bool stale = request.Strikes.Find(FaultKind.StaleRead) is not null;
        return Answer.Ok(_collection.Select(request, BatchResource.Write(Find(id), options, baseAddress, stale)));
    }

    public Answer Confirm(ApiRequest request, long id)
    {
        Batch batch = Find(id);
        board.Confirm(batch, new ActionParams(request, refuseUnknown: true, "confirmedCount").ConfirmedCount);
        return Answer.Ok(BatchResource.Write(batch, options, baseAddress));
    }

    public Answer Cancel(ApiRequest request, long id)
    {
        Batch batch = Find(id);
        _ = new ActionParams(request, refuseUnknown: true);
        board.Cancel(batch);
        return Answer.Ok(BatchResource.Write(batch, options, baseAddress));
    }

    private Batch Find(long id) => board.Find(id) ?? throw ApiError.NotFound($"batch {id}");
}
