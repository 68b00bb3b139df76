using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Tests.Filtering;

/// <summary>Says which records meet a clause by looking at them one by one, without SQL.</summary>
internal sealed class Oracle(
    IReadOnlyDictionary<long, JsonObject> records, IReadOnlyDictionary<long, JsonObject> accounts, IReadOnlyDictionary<long, string> states)
{
    public long[] Matches(IEnumerable<Clause> clauses) =>
        [.. records.Where(record => clauses.All(clause => Meets(record.Value, clause))).Select(record => record.Key).Order()];

    /// <summary>Every value under a path, none where it is null.</summary>
    public IEnumerable<string> Values(JsonObject record, string path)
    {
        JsonNode?[] nodes = path.Split('.') switch
        {
            ["id"] => [record["id"]],
            ["emails"] => [.. record["attributes"]!["emails"]?.AsArray() ?? []],
            [var attribute] => [record["attributes"]![attribute]],
            ["account", var attribute and not "id"] => Related(record, "account")
                .Select(id => accounts[id]["attributes"]![attribute]).ToArray(),
            ["stage", "name"] => [.. Related(record, "stage").Select(id => JsonValue.Create(ReferenceData.Stages[id - 1]))],
            [var many, "state"] => [.. Related(record, many).Select(id => JsonValue.Create(states[id]))],
            [var relationship, "id"] => [.. Related(record, relationship).Select(id => JsonValue.Create(id))],
            _ => throw new ArgumentException(path),
        };
        return nodes.OfType<JsonNode>().Select(node => node.ToString());
    }

    private bool Meets(JsonObject record, Clause clause)
    {
        string[] values = [.. Values(record, clause.Path)];
        return clause.Op switch
        {
            Op.Null => values.Length == 0,
            Op.NotNull => values.Length > 0,
            Op.AtLeast => values.Any(value => Compare(clause.Kind, value, clause.Values[0]) >= 0),
            Op.AtMost => values.Any(value => Compare(clause.Kind, value, clause.Values[0]) <= 0),
            Op.Between => values.Any(value =>
                Compare(clause.Kind, value, clause.Values[0]) >= 0 && Compare(clause.Kind, value, clause.Values[1]) <= 0),
            _ => values.Any(value => clause.Values.Any(wanted => Compare(clause.Kind, value, wanted) == 0)),
        };
    }

    private static IEnumerable<long> Related(JsonObject record, string name) => record["relationships"]![name]!["data"] switch
    {
        JsonArray many => many.Select(one => (long)one!["id"]!),
        JsonObject one => [(long)one["id"]!],
        _ => [],
    };

    private static int Compare(AttributeKind kind, string left, string right) => kind switch
    {
        AttributeKind.Integer => long.Parse(left, CultureInfo.InvariantCulture).CompareTo(long.Parse(right, CultureInfo.InvariantCulture)),
        AttributeKind.Number => double.Parse(left, CultureInfo.InvariantCulture)
            .CompareTo(double.Parse(right, CultureInfo.InvariantCulture)),
        AttributeKind.Time => DateTimeOffset.Parse(left, CultureInfo.InvariantCulture)
            .CompareTo(DateTimeOffset.Parse(right, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        _ => string.CompareOrdinal(left, right),
    };
}
