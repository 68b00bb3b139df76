using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>What there is to know about accounts, or about prospects: attributes, relationships, filters.</summary>
internal sealed class RecordModel
{
    private RecordModel(
        string name,
        string uniqueKey,
        IReadOnlyDictionary<string, RecordAttribute> attributes,
        IReadOnlyDictionary<string, FilterColumn> relationshipFilters,
        string search,
        params string[] toOne)
    {
        Name = name;
        UniqueKey = uniqueKey;
        Attributes = attributes;
        Columns = [.. Attributes.Values.Where(a => a.HasColumn)];
        ToOne = toOne;
        Search = search;
        Dictionary<string, FilterColumn> targets = new(relationshipFilters, StringComparer.Ordinal)
        {
            ["id"] = new("t.id", AttributeKind.Integer),
        };
        foreach (RecordAttribute column in Columns)
            targets[column.Name] = new($"t.{column.Name}", column.Kind);
        FilterColumns = targets;
    }

    public static RecordModel Account { get; } = new(
        "account",
        "customId",
        AccountAttributes.All,
        new Dictionary<string, FilterColumn> { ["owner.id"] = new("t.ownerId", AttributeKind.Integer) },
        "(t.name LIKE $ ESCAPE '\\' OR t.domain LIKE $ ESCAPE '\\')",
        "owner");

    public static RecordModel Prospect { get; } = new(
        "prospect",
        "externalId",
        ProspectAttributes.All,
        ProspectFilters(),
        "(t.firstName LIKE $ ESCAPE '\\' OR t.lastName LIKE $ ESCAPE '\\' OR t.firstName || ' ' || t.lastName LIKE $ ESCAPE '\\'"
        + " OR EXISTS (SELECT 1 FROM prospectEmail e WHERE e.recordId = t.id AND e.email LIKE $ ESCAPE '\\'))",
        "owner", "account", "stage", "persona");

    public string Name { get; }

    /// <summary>The attribute that tells records apart for an import, besides the id.</summary>
    public string UniqueKey { get; }

    public string Plural => Name + "s";

    public IReadOnlyDictionary<string, RecordAttribute> Attributes { get; }

    /// <summary>Attributes with a column of their own, in the order of the table.</summary>
    public IReadOnlyList<RecordAttribute> Columns { get; }

    /// <summary>Relationships to one resource, stored as <c>nameId</c>.</summary>
    public IReadOnlyList<string> ToOne { get; }

    /// <summary>Every path a filter may name, such as <c>name</c> or <c>owner.id</c>.</summary>
    public IReadOnlyDictionary<string, FilterColumn> FilterColumns { get; }

    /// <summary>The SQL of <c>filter[q]</c>, with a dollar sign where the pattern goes.</summary>
    public string Search { get; }

    /// <summary>The attribute of this name, or null when there is none that can be written.</summary>
    public RecordAttribute? Writable(string name) =>
        Attributes.TryGetValue(name, out RecordAttribute? attribute) && !attribute.ReadOnly ? attribute : null;

    private static Dictionary<string, FilterColumn> ProspectFilters()
    {
        const string States = "sequenceState s WHERE s.prospectId = t.id";
        const string ActiveStates = States + " AND s.state <> 'finished'";
        static string OfAccount(string column) => $"(SELECT a.{column} FROM account a WHERE a.id = t.accountId)";
        return new()
        {
            ["emails"] = new("e.email", AttributeKind.Text, "prospectEmail e WHERE e.recordId = t.id"),
            ["owner.id"] = new("t.ownerId", AttributeKind.Integer),
            ["persona.id"] = new("t.personaId", AttributeKind.Integer),
            ["stage.id"] = new("t.stageId", AttributeKind.Integer),
            ["stage.name"] = new("(SELECT g.name FROM stage g WHERE g.id = t.stageId)", AttributeKind.Text),
            ["account.id"] = new("t.accountId", AttributeKind.Integer),
            ["account.customId"] = new(OfAccount("customId"), AttributeKind.Text),
            ["account.name"] = new(OfAccount("name"), AttributeKind.Text),
            ["account.named"] = new(OfAccount("named"), AttributeKind.Boolean),
            ["account.updatedAt"] = new(OfAccount("updatedAt"), AttributeKind.Time),
            ["opportunities.id"] = new("o.opportunityId", AttributeKind.Integer, "prospectOpportunity o WHERE o.recordId = t.id"),
            ["sequenceStates.id"] = new("s.id", AttributeKind.Integer, States),
            ["sequenceStates.state"] = new("s.state", AttributeKind.Text, States),
            ["activeSequenceStates.id"] = new("s.id", AttributeKind.Integer, ActiveStates),
            ["activeSequenceStates.state"] = new("s.state", AttributeKind.Text, ActiveStates),
        };
    }
}
