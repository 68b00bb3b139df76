using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Collections;

internal static class SparseFieldset
{
    /// <summary>Reads <c>fields[type]=a,b</c>; null means all of them.</summary>
    public static HashSet<string>? Read(JsonObject query, string type, Func<string, bool> exists)
    {
        if (query["fields"] is not JsonNode fields)
            return null;
        if (fields is not JsonObject types)
            throw ApiException.BadQuery("'fields' needs a resource type, such as fields[account].");
        if (types[type] is not JsonNode list)
            return null;
        if (list is not JsonValue)
            throw ApiException.BadQuery($"'fields[{type}]' must be a list of names with commas.");
        HashSet<string> names = [.. ((string)list!).Split(',', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string name in names)
        {
            if (!exists(name))
                throw ApiException.UnknownResourceField($"'{name}' is not a field of {type}.");
        }

        return names;
    }
}
