using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Collections;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Schema;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>Answers GET on accounts and prospects.</summary>
internal sealed class RecordEndpoints(RecordStore store, EmulatorOptions options)
{
    public ApiResponse Get(ApiRequest request, long id)
    {
        request.AllowOnly("fields", "provideAuthorizationMeta");
        RecordRow row = store.Find(id) ?? throw ApiException.NotFound($"{store.Type} {id}");
        return ApiResponse.Ok(RecordResource.Write(store, row, Fields(request)));
    }

    public ApiResponse List(ApiRequest request)
    {
        request.AllowOnly("filter", "newFilterSyntax", "page", "sort", "count", "fields", "provideAuthorizationMeta");
        SqlParameters parameters = new();
        string condition = store.Condition(request.Filter(options.CommaListsInIdFilters), parameters);
        PageRequest page = PageRequest.Read(request.Query);
        Keyset keys = new(store.Model, SortKey.Read(request.Query["sort"], IsSortable), backwards: page.Before is not null);
        HashSet<string>? fields = Fields(request);
        JsonObject? meta = CountMeta.Of(request, options, () => store.Table.Count(condition, parameters));

        string cursor = (page.After ?? page.Before) is JsonArray at ? keys.After(at, parameters) : "1";
        List<RecordRow> rows = store.Table.List(
            $"WHERE {condition} AND {cursor} ORDER BY {keys.Order} LIMIT {page.Size + 1} OFFSET {page.Offset}", parameters);
        bool more = rows.Count > page.Size;
        if (more)
            rows.RemoveAt(page.Size);
        if (page.Before is not null)
            rows.Reverse();

        JsonObject body = new()
        {
            ["data"] = new JsonArray([.. rows.Select(row => RecordResource.Write(store, row, fields))]),
            ["links"] = PageLinks.Write(request, page, keys.Cursor(rows.FirstOrDefault()), keys.Cursor(rows.LastOrDefault()), more),
        };
        if (meta is not null)
            body["meta"] = meta;
        return new ApiResponse(200, body);
    }

    private bool IsSortable(string name) => store.Model.Attributes.TryGetValue(name, out RecordAttribute? found) && found.Sortable;

    private HashSet<string>? Fields(ApiRequest request) => SparseFieldset.Read(
        request.Query, store.Type,
        name => store.Model.Attributes.ContainsKey(name) || RecordResource.IsRelationship(store.Model, name));
}
