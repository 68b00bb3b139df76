using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>Changes to a record's own attributes and to whom it belongs. Each answers a failure text, or null.</summary>
internal static class RecordEdits
{
    public static string? Modify(RecordStore store, long id, JsonObject attributes) => Edit(store, id, row =>
    {
        foreach ((string name, JsonNode? value) in attributes)
            row.Attributes[name] = value?.DeepClone();
    });

    public static string? AddTags(RecordStore store, long id, string[] tags) =>
        Edit(store, id, row => row.Attributes["tags"] = List(Tags(row).Union(tags, StringComparer.Ordinal)));

    public static string? RemoveTags(RecordStore store, long id, string[] tags) =>
        Edit(store, id, row => row.Attributes["tags"] = List(Tags(row).Except(tags, StringComparer.Ordinal)));

    public static string? SetRelationship(RecordStore store, long id, string relationship, long to) =>
        Edit(store, id, row => row.ToOne[relationship] = to);

    public static string? Touch(RecordStore store, long id) => Edit(store, id, _ => { });

    private static string? Edit(RecordStore store, long id, Action<RecordRow> edit)
    {
        RecordRow row = store.Find(id)!;
        edit(row);
        store.Update(row);
        return null;
    }

    private static string[] Tags(RecordRow row) => AttributeValue.TextList(row.Attributes["tags"]) ?? [];

    private static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
