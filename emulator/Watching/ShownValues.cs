using System.Text.Json;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>
/// What may be seen of values: ids, times, states and what steers a request. All others could be somebody's data or secret, and only
/// their names are shown.
/// </summary>
internal static partial class ShownValues
{
    private const int MostListed = 8;
    private const string Hidden = "…";

    private static readonly HashSet<string> s_steering = new(StringComparer.OrdinalIgnoreCase)
    {
        "sort", "count", "fields", "size", "limit", "offset", "number", "newFilterSyntax", "provideAuthorizationMeta", "skipConfirmation",
        "objectName", "confirmedCount", "X-Amz-Algorithm", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
    };

    private static readonly HashSet<string> s_states = new(StringComparer.Ordinal)
    {
        "state", "failed", "action", "contextType", "total",
    };

    [GeneratedRegex("^[0-9][0-9T:.,Z+-]{0,59}$")]
    private static partial Regex Plain { get; }

    /// <summary>A query on one line, decoded.</summary>
    public static string Query(string query) => Join(query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
    {
        string[] parts = pair.Split('=', 2);
        string name = Decode(parts[0]);
        return (name, Value(name, Decode(parts.ElementAtOrDefault(1) ?? "")));
    }));

    /// <summary>A filter on one line, as it would be in a query.</summary>
    public static string Filter(JsonElement filter) =>
        Join(Leaves("", filter).Select(leaf => (leaf.Name, Value($"filter[{leaf.Name}]", leaf.Value))));

    private static string Value(string name, string value)
    {
        string[] path = name.Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries);
        bool isFilter = path.Contains("filter");
        bool shown = isFilter
            ? value is "true" or "false" or "__null__" or "__notnull__" || path.Any(s_states.Contains)
                || (Array.Exists(path, IsKeyOrTime) && Plain.IsMatch(value))
            : path.Length > 0 && (s_steering.Contains(path[^1]) || path[0] == "fields");
        return shown ? value : Hidden;
    }

    private static bool IsKeyOrTime(string name) =>
        name == "id" || name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("At", StringComparison.Ordinal);

    private static string Join(IEnumerable<(string Name, string Value)> pairs) =>
        string.Join(" & ", pairs.GroupBy(pair => pair.Name).Select(group => $"{group.Key}={List([.. group.Select(pair => pair.Value)])}"));

    private static string List(string[] values) => values.Length <= MostListed
        ? string.Join(", ", values)
        : $"{string.Join(", ", values.Take(MostListed))} and {values.Length - MostListed} more";

    private static IEnumerable<(string Name, string Value)> Leaves(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(member => Leaves(name.Length == 0 ? member.Name : $"{name}[{member.Name}]", member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(name, item)),
        _ => [(name, element.ToString())],
    };

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
