using Outreach.Bulk.Emulator.Collections;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>Answers GET on batch items, which exist as soon as the work of their batch has started.</summary>
internal sealed class BatchItemEndpoints(BatchScheduler scheduler, EmulatorOptions options)
{
    private readonly InMemoryCollection<BatchItem> _collection = new(
        options, "batchItem", item => item.Id,
        new("id", AttributeKind.Integer, item => item.Id),
        new("batch.id", AttributeKind.Integer, item => item.Batch.Id),
        new("batchId", AttributeKind.Integer, item => item.Batch.Id, Sortable: true),
        new("failed", AttributeKind.Boolean, item => item.Failed ? 1L : 0L, Filterable: options.ItemsFilterByFailed, Sortable: true),
        new("state", AttributeKind.Text, item => item.State, Sortable: true));

    public ApiResponse List(ApiRequest request)
    {
        List<FilterClause> clauses = request.Filter(options.CommaListsInIdFilters);
        IEnumerable<Batch> batches = clauses.Find(clause => clause.Path is "batch.id" or "batchId") is { Values: [string id] } clause
            && FilterValue.Read(clause.Path, AttributeKind.Integer, id) is long known
            ? scheduler.Find(known) is Batch one ? [one] : []
            : scheduler.All;
        return _collection.List(request, clauses, batches.SelectMany(Items), item => item.ToResource());
    }

    public ApiResponse Get(ApiRequest request, long id)
    {
        request.AllowOnly("fields", "provideAuthorizationMeta");
        Batch? batch = scheduler.All.FirstOrDefault(
            batch => batch.Total > 0 && id >= batch.FirstItemId && id < batch.FirstItemId + batch.Total);
        return batch is null
            ? throw ApiException.NotFound($"batchItem {id}")
            : ApiResponse.Ok(_collection.Select(request, new BatchItem(batch, (int)(id - batch.FirstItemId)).ToResource()));
    }

    private static IEnumerable<BatchItem> Items(Batch batch) =>
        Enumerable.Range(0, batch.Total).Select(index => new BatchItem(batch, index));
}
