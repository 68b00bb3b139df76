using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Collections;

internal sealed record SortKey(string Name, bool Descending)
{
    /// <summary>Reads <c>sort=-createdAt,name</c>, ending in the id so that the order is total.</summary>
    public static List<SortKey> Read(JsonNode? sort, Func<string, bool> isSortable)
    {
        List<SortKey> keys = [];
        if (sort is not (null or JsonValue))
            throw ApiException.BadQuery("'sort' must be a list of attributes with commas.");
        foreach (string word in ((string?)sort ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = word.TrimStart('-');
            if (name != "id" && !isSortable(name))
                throw ApiException.BadQuery($"'{name}' can't be sorted by.");
            keys.Add(new SortKey(name, word[0] == '-'));
        }

        if (!keys.Exists(key => key.Name == "id"))
            keys.Add(new SortKey("id", Descending: false));
        return keys;
    }
}
