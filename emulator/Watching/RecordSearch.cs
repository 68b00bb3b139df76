using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>Finds records by id, or by what the API's <c>filter[q]</c> finds; custom objects by any value.</summary>
internal static class RecordSearch
{
    public static IEnumerable<JsonObject> Find(IRecordSet set, string text)
    {
        if (text.Length == 0)
            return set.Ids([]).Select(id => set.Resource(id)!);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && set.Resource(id) is JsonObject one)
            return [one];
        return set is RecordStore
            ? set.Ids([new FilterClause("q", FilterOperator.Search, text)]).Select(found => set.Resource(found)!)
            : set.Ids([]).Select(found => set.Resource(found)!).Where(record => Values(record).Any(value => Has(value, text)));
    }

    /// <summary>What people would call it.</summary>
    public static string Name(JsonObject record) =>
        record["attributes"]!["name"]?.ToString() ?? Values(record).FirstOrDefault() ?? "";

    private static IEnumerable<string> Values(JsonObject record) =>
        record["attributes"]!.AsObject().Select(attribute => attribute.Value).OfType<JsonValue>().Select(value => value.ToString());

    private static bool Has(string value, string text) => value.Contains(text, StringComparison.OrdinalIgnoreCase);
}
