using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>Answers <c>POST /batches/actions/…</c>. With neither filter nor ids it takes every record, as Outreach does.</summary>
internal sealed class BulkActionEndpoints(
    RecordStores stores, BatchScheduler scheduler, BulkActionExecutor executor, PostedActionLog postedActions, EmulatorOptions options)
{
    public ApiResponse Post(ApiRequest request, string name)
    {
        if (!BulkAction.All.TryGetValue(name, out BulkAction? action))
            throw ApiException.NotFound($"the action {name}");
        bool custom = action.Model == "customObject";
        ActionParams parameters = custom
            ? new ActionParams(request, options.RefuseUnknownActionParams, "filter", "skipConfirmation", "objectName")
            : new ActionParams(request, options.RefuseUnknownActionParams, "filter", "skipConfirmation");
        IRecordSet records = custom ? CustomObjects(parameters) : stores.Standard(action.Model)!;
        BulkActionBody body = BulkActionBody.Read(action, request.Body, options.ModifyBodies);
        JsonObject? filter = parameters.Filter;
        EmulatorFault? change = request.Faults.Find(FaultKind.ChangeRecords);
        if (change is { AfterWork: false })
            records.Change(Targets(records, filter, body.Ids), change.Amount);
        long[] targets = Targets(records, filter, body.Ids);
        JsonObject payload = new()
        {
            ["attributes"] = body.Attributes.DeepClone(),
            ["filter"] = filter?.DeepClone() ?? new JsonObject(),
            ["ids"] = new JsonArray([.. (body.Ids ?? []).Select(id => JsonValue.Create(id))]),
        };
        BulkActionJob job = new(action, records, targets, body.Attributes, executor);
        Batch batch = scheduler.Post(job, JsonText.ToElement(payload), parameters.SkipConfirmation);
        postedActions.Add(request.Exchange, () => new PostedAction(
            name, batch.Id, null, batch.Payload.GetProperty("attributes"), batch.Payload.GetProperty("filter"), batch.State, job.Count,
            batch.Done, batch.Failures.Count));
        ApiResponse response = ApiResponse.Ok(BatchResource.Write(batch, options, request.BaseAddress));
        if (change is { AfterWork: true })
        {
            records.Change(targets, change.Amount);
            if (batch.State == BatchStates.Confirming)
                job.Retarget(Targets(records, filter, body.Ids));
        }

        return response;
    }

    private CustomObjectStore CustomObjects(ActionParams parameters)
    {
        string name = parameters.ObjectName ?? throw ApiException.BadParameter("'objectName' is required.");
        return stores.CustomObjects(name) ?? throw ApiException.Invalid($"There is no custom object '{name}'.", "/data");
    }

    private long[] Targets(IRecordSet records, JsonObject? filter, long[]? ids)
    {
        if (ids is [] && options.EmptyIds == EmptyIds.SelectAll)
            ids = null;
        bool byFilter = filter is not null && (ids is null || options.IdsAndFilter != IdsAndFilter.IdsOnly);
        bool byIds = ids is not null && (filter is null || options.IdsAndFilter != IdsAndFilter.FilterOnly);
        List<FilterClause> clauses = byFilter ? NewSyntax.Read(filter!, options.CommaListsInIdFilters) : [];
        if (!options.IdRangesInActions && clauses.Any(clause => clause is { Path: "id", Operator: FilterOperator.Range }))
            throw ApiException.BadFilter("'id' takes no range here.");
        List<long> matched = records.Ids(clauses);
        if (!byIds)
            return [.. matched];
        HashSet<long> wanted = [.. ids!];
        return [.. matched.Where(wanted.Contains)];
    }
}
