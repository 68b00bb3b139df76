using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>The body of an action: who it is for, and what is to be done. A type is accepted anywhere and never looked at.</summary>
internal sealed record BulkActionBody(JsonObject Attributes, long[]? Ids)
{
    public static BulkActionBody Read(BulkAction action, string body, ModifyBodies taken)
    {
        JsonObject attributes = RequestBody.Attributes(body);
        long[]? ids = null;
        if (attributes.ContainsKey("ids"))
        {
            if (attributes["ids"] is not JsonArray list)
                throw ApiException.Invalid("ids must be a list of integers.", "/data/attributes/ids");
            ids = [.. list.Select(id => AttributeValue.Integer(id)
                ?? throw ApiException.Invalid("ids must be a list of integers.", "/data/attributes/ids"))];
            attributes.Remove("ids");
        }

        return new BulkActionBody(action.IsModify ? BulkModifyBody.Read(action, attributes, taken) : Inputs(action, attributes), ids);
    }

    private static JsonObject Inputs(BulkAction action, JsonObject attributes)
    {
        foreach ((string name, _) in attributes)
        {
            if (!action.Required.Contains(name) && !action.Optional.Contains(name))
                throw ApiException.UnknownAttribute($"'{name}' is not an attribute of {action.Name}.");
        }

        JsonObject read = [];
        foreach (string name in action.Required)
            read[name] = Input(name, attributes[name]);
        if (attributes["stepOverrides"] is JsonNode overrides)
        {
            if (overrides is not JsonArray list || list.Any(item => item is not JsonObject))
                throw ApiException.Invalid("stepOverrides must be a list of objects.", "/data/attributes/stepOverrides");
            read["stepOverrides"] = list.DeepClone();
        }

        return read;
    }

    private static JsonNode Input(string name, JsonNode? value)
    {
        JsonNode? read = name switch
        {
            "tags" => AttributeValue.TextList(value) is string[] tags ? new JsonArray([.. tags.Select(t => JsonValue.Create(t))]) : null,
            "userIds" => value is JsonArray users && users.All(user => AttributeValue.Integer(user) is not null) ? users.DeepClone() : null,
            _ => AttributeValue.Integer(value) is null ? null : value!.DeepClone(),
        };
        return read ?? throw ApiException.Invalid($"{name} is missing or of the wrong type.", $"/data/attributes/{name}");
    }
}
