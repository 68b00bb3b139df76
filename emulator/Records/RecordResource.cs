using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Records;

internal static class RecordResource
{
    private static readonly Dictionary<string, string> s_types = new() { ["owner"] = "user" };

    public static JsonObject Write(RecordStore store, RecordRow row, IReadOnlySet<string>? fields = null)
    {
        JsonObject attributes = new();
        foreach (string name in store.Model.Attributes.Keys)
        {
            if (fields is null || fields.Contains(name))
                attributes.Add(name, row.Attributes[name]?.DeepClone());
        }

        JsonObject relationships = new();
        foreach (string name in store.Model.ToOne)
        {
            long? id = row.ToOne.GetValueOrDefault(name);
            Add(name, () => id is long present ? Identifier(s_types.GetValueOrDefault(name, name), present) : null);
        }

        Add("assignedUsers", () => Many("user", store.Relationships.Users(store.Type, row.Id)));
        if (store.Model == RecordModel.Prospect)
        {
            Add("opportunities", () => Many("opportunity", store.Relationships.Opportunities(row.Id)));
            Add("sequenceStates", () => Many("sequenceState", store.Relationships.SequenceStates(row.Id, activeOnly: false)));
            Add("activeSequenceStates", () => Many("sequenceState", store.Relationships.SequenceStates(row.Id, activeOnly: true)));
        }

        return new JsonObject
        {
            ["type"] = store.Type, ["id"] = row.Id, ["attributes"] = attributes, ["relationships"] = relationships,
        };

        void Add(string name, Func<JsonNode?> data)
        {
            if (fields is null || fields.Contains(name))
                relationships.Add(name, new JsonObject { ["data"] = data() });
        }
    }

    /// <summary>What <c>fields[type]</c> may name besides attributes.</summary>
    public static bool IsRelationship(RecordModel model, string name) =>
        model.ToOne.Contains(name) || name == "assignedUsers"
        || (model == RecordModel.Prospect && name is "opportunities" or "sequenceStates" or "activeSequenceStates");

    private static JsonObject Identifier(string type, long id) => new() { ["type"] = type, ["id"] = id };

    private static JsonArray Many(string type, List<long> ids) => [.. ids.Select(id => Identifier(type, id))];
}
