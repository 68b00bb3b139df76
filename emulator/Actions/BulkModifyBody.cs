using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>The attributes of a bulk modify: the map, or for accounts and prospects one field with its value.</summary>
internal static class BulkModifyBody
{
    public static JsonObject Read(BulkAction action, JsonObject attributes, ModifyBodies taken)
    {
        JsonObject map = action.Model == "customObject"
            ? attributes
            : Form(attributes, taken);
        if (map.Count == 0)
            throw ApiException.Invalid("A modification needs at least one attribute.", "/data/attributes");
        JsonObject read = [];
        foreach ((string name, JsonNode? value) in map)
            read[name] = Value(action, name, value);
        return read;
    }

    private static JsonObject Form(JsonObject attributes, ModifyBodies taken) =>
        (taken.HasFlag(ModifyBodies.FieldNameAndValue) ? SingleField(attributes, "fieldName", "fieldValue") : null)
        ?? (taken.HasFlag(ModifyBodies.FieldAndValue) ? SingleField(attributes, "field", "value") : null)
        ?? (taken.HasFlag(ModifyBodies.AttributeMap)
            ? attributes
            : throw ApiException.Invalid("The attributes are not in a form that a modify takes.", "/data/attributes"));

    private static JsonObject? SingleField(JsonObject attributes, string nameKey, string valueKey)
    {
        if (!attributes.ContainsKey(nameKey))
            return null;
        if (AttributeValue.TextList(new JsonArray(attributes[nameKey]?.DeepClone())) is not [string name])
            throw ApiException.Invalid($"{nameKey} must be the name of an attribute.", $"/data/attributes/{nameKey}");
        if (!attributes.ContainsKey(valueKey))
            throw ApiException.Invalid($"{nameKey} needs a {valueKey}.", $"/data/attributes/{valueKey}");
        if (attributes.Count > 2)
            throw ApiException.UnknownAttribute($"Next to {nameKey} and {valueKey} there is no place for other attributes.");
        return new JsonObject { [name] = attributes[valueKey]?.DeepClone() };
    }

    private static JsonNode? Value(BulkAction action, string name, JsonNode? value)
    {
        if (action.Model == "customObject")
        {
            return CustomObjectStore.AttributeName.IsMatch(name)
                ? value?.DeepClone()
                : throw ApiException.UnknownAttribute($"'{name}' can't be the name of an attribute.");
        }

        RecordModel model = action.Model == "account" ? RecordModel.Account : RecordModel.Prospect;
        RecordAttribute attribute = model.Writable(name)
            ?? throw ApiException.UnknownAttribute($"'{name}' is not an attribute of {model.Name} that can be written.");
        return AttributeValue.Read(attribute, value);
    }
}
