using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Requests;

/// <summary>A request that was let in: method, path below the base address, query and body.</summary>
internal sealed class ApiRequest(string method, string path, string rawQuery, string body, Uri baseAddress)
{
    private JsonObject? _query;

    public string Method => method;

    /// <summary>The path after <c>/api/v2</c>, such as <c>/batches/7</c>.</summary>
    public string Path => path;

    public string RawQuery => rawQuery;

    public string Body => body;

    public Uri BaseAddress => baseAddress;

    public InjectedFaults Faults { get; init; } = InjectedFaults.None;

    public required Exchange Exchange { get; init; }

    public JsonObject Query => _query ??= QueryString.Parse(rawQuery);

    /// <summary>The filter of a collection: old syntax, unless the request asks for the new one.</summary>
    public List<FilterClause> Filter(bool commaLists)
    {
        JsonObject? filter = FilterReader.Tree(Query["filter"]);
        if (filter is null)
            return [];
        return Flag("newFilterSyntax") ? NewSyntax.Read(filter, commaLists) : OldSyntax.Read(filter);
    }

    public bool Flag(string name) => Query[name] switch
    {
        null => false,
        JsonValue value when (string)value! is "true" => true,
        JsonValue value when (string)value! is "false" => false,
        _ => throw ApiException.BadQuery($"'{name}' must be true or false."),
    };

    /// <summary>Refuses parameters a collection doesn't know, which would otherwise silently widen it.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach ((string name, _) in Query)
        {
            if (!names.Contains(name))
                throw ApiException.BadQuery($"'{name}' is not a parameter this emulator knows here.");
        }
    }
}
