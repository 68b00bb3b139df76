using Outreach.Bulk.Emulator.Collections;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>Answers everything about batches that exist: lists, single ones, confirm and cancel.</summary>
internal sealed class BatchEndpoints(BatchBoard board, EmulatorOptions options, Uri baseAddress)
{
    private readonly MemoryCollection<Batch> _collection = new(
        options, "batch", batch => batch.Id,
        new("id", ValueKind.Integer, batch => batch.Id, Filterable: options.BatchesFilterById),
        new("action", ValueKind.Text, batch => batch.Job.Word),
        new("state", ValueKind.Text, batch => batch.State, Sortable: true),
        new("total", ValueKind.Integer, batch => (long)batch.Total, Sortable: true),
        new("contextType", ValueKind.Text, batch => BatchResource.ContextType(batch), Filterable: options.BatchContext),
        new("contextId", ValueKind.Integer, batch => batch.Job.ImportId ?? 0L, Filterable: options.BatchContext),
        new("createdAt", ValueKind.Time, batch => batch.CreatedAt.UtcTicks, Filterable: false, Sortable: true),
        new("finishedAt", ValueKind.Time, batch => batch.FinishedAt?.UtcTicks, Filterable: false, Sortable: true));

    public Answer List(ApiRequest request)
    {
        EmulatorFault? stale = request.Strikes.Find(FaultKind.StaleRead);
        int seen = board.All.Count - (int)Math.Min(board.All.Count, stale?.Amount ?? 0);
        List<FilterClause> clauses = request.Filter(options.CommaListsInIdFilters);
        // Whoever asks for a few by their ids must not have to wait until all have been looked at.
        IEnumerable<Batch> batches = clauses.Find(clause => clause is { Path: "id", Operator: FilterOperator.AnyOf }) is FilterClause ids
            ? ids.Values.Select(id => board.Find((long)FilterValue.Read("id", ValueKind.Integer, id!))).OfType<Batch>().Distinct()
                .Where(batch => batch.Id <= seen).OrderBy(batch => batch.Id)
            : board.All.Take(seen);
        return _collection.List(request, clauses, batches, batch => BatchResource.Write(batch, options, baseAddress, stale is not null));
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
