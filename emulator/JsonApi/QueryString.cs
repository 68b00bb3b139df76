using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.JsonApi;

/// <summary>
/// Reads <c>a[b][]=1&amp;a[b][]=2</c> into a tree of objects, arrays and strings, as servers of this kind do:
/// a repeated scalar key keeps its last value, <c>[]</c> collects, and one name can't be two kinds at once.
/// </summary>
internal static class QueryString
{
    public static JsonObject Parse(string query)
    {
        JsonObject root = new();
        foreach (string pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string key = Decode(equals < 0 ? pair : pair[..equals]);
            string value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            Set(root, Segments(key), value, key);
        }

        return root;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static List<string> Segments(string key)
    {
        int open = key.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0)
            return [key];
        List<string> segments = [key[..open]];
        while (open < key.Length)
        {
            int close = key.IndexOf(']', open);
            if (key[open] != '[' || close < 0)
                throw ApiException.BadQuery($"The parameter name '{key}' has unbalanced brackets.");
            segments.Add(key[(open + 1)..close]);
            open = close + 1;
        }

        return segments;
    }

    private static void Set(JsonObject node, List<string> segments, string value, string key)
    {
        for (int i = 0; i < segments.Count; i++)
        {
            string segment = segments[i];
            bool last = i == segments.Count - 1;
            bool list = i == segments.Count - 2 && segments[^1].Length == 0;
            if (segment.Length == 0)
                throw ApiException.BadQuery($"The parameter name '{key}' has empty brackets in its middle.");
            JsonNode? present = node[segment];
            if (last)
            {
                if (present is JsonObject or JsonArray)
                    throw Clash(key);
                node[segment] = value;
            }
            else if (list)
            {
                if (present is not (null or JsonArray))
                    throw Clash(key);
                if (present is null)
                    node[segment] = present = new JsonArray();
                present.AsArray().Add(value);
                return;
            }
            else
            {
                if (present is not (null or JsonObject))
                    throw Clash(key);
                if (present is null)
                    node[segment] = present = new JsonObject();
                node = present.AsObject();
            }
        }
    }

    private static ApiException Clash(string key) => ApiException.BadQuery($"The parameter '{key}' was given in two shapes.");
}
