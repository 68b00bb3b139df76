using Outreach.Bulk.Emulator.Collections;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>Answers everything about batches that exist: lists, single ones, confirm and cancel.</summary>
internal sealed class BatchEndpoints(BatchScheduler scheduler, EmulatorOptions options, Uri baseAddress)
{
    private readonly InMemoryCollection<Batch> _collection = new(
        options, "batch", batch => batch.Id,
        new("id", AttributeKind.Integer, batch => batch.Id, Filterable: options.BatchesFilterById),
        new("action", AttributeKind.Text, batch => batch.Job.ActionName),
        new("state", AttributeKind.Text, batch => batch.State, Sortable: true),
        new("total", AttributeKind.Integer, batch => (long)batch.Total, Sortable: true),
        new("contextType", AttributeKind.Text, batch => BatchResource.ContextType(batch), Filterable: options.BatchContext),
        new("contextId", AttributeKind.Integer, batch => batch.Job.ImportId ?? 0L, Filterable: options.BatchContext),
        new("createdAt", AttributeKind.Time, batch => batch.CreatedAt.UtcTicks, Filterable: false, Sortable: true),
        new("finishedAt", AttributeKind.Time, batch => batch.FinishedAt?.UtcTicks, Filterable: false, Sortable: true));

    public ApiResponse List(ApiRequest request)
    {
        EmulatorFault? stale = request.Faults.Find(FaultKind.StaleRead);
        int seen = scheduler.All.Count - (int)Math.Min(scheduler.All.Count, stale?.Amount ?? 0);
        List<FilterClause> clauses = request.Filter(options.CommaListsInIdFilters);
        // Whoever asks for a few by their ids must not have to wait until all have been looked at.
        IEnumerable<Batch> batches = clauses.Find(clause => clause is { Path: "id", Operator: FilterOperator.AnyOf }) is FilterClause ids
            ? ids.Values.Select(id => scheduler.Find((long)FilterValue.Read("id", AttributeKind.Integer, id!))).OfType<Batch>().Distinct()
                .Where(batch => batch.Id <= seen).OrderBy(batch => batch.Id)
            : scheduler.All.Take(seen);
        return _collection.List(
            request, clauses, batches, batch => BatchResource.Write(batch, options, baseAddress, stale is not null), options.SortBatches);
    }

    public ApiResponse Get(ApiRequest request, long id)
    {
        request.AllowOnly("fields", "provideAuthorizationMeta");
        bool stale = request.Faults.Find(FaultKind.StaleRead) is not null;
        return ApiResponse.Ok(_collection.Select(request, BatchResource.Write(Find(id), options, baseAddress, stale)));
    }

    public ApiResponse Confirm(ApiRequest request, long id)
    {
        RefuseBody(request);
        Batch batch = Find(id);
        scheduler.Confirm(batch, new ActionParams(request, refuseUnknown: true, "confirmedCount").ConfirmedCount);
        return ApiResponse.Ok(BatchResource.Write(batch, options, baseAddress));
    }

    public ApiResponse Cancel(ApiRequest request, long id)
    {
        RefuseBody(request);
        Batch batch = Find(id);
        _ = new ActionParams(request, refuseUnknown: true);
        scheduler.Cancel(batch);
        return ApiResponse.Ok(BatchResource.Write(batch, options, baseAddress));
    }

    private void RefuseBody(ApiRequest request)
    {
        if (!options.DecisionsTakeBody && request.Body.Length > 0)
            throw ApiException.BadQuery("This action takes no body.");
    }

    private Batch Find(long id) => scheduler.Find(id) ?? throw ApiException.NotFound($"batch {id}");
}
