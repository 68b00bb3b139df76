using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Schema;

/// <summary>
/// The answer of <c>GET /schema</c>: JSON Schema, as the vendor says, in a form that is made up beyond that. The attributes of custom
/// objects are those that seeded records have.
/// </summary>
internal static class SchemaDocument
{
    public static JsonObject Write(EmulatorOptions options)
    {
        JsonObject definitions = new()
        {
            ["account"] = Definition(AccountAttributes.All.Values),
            ["prospect"] = Definition(ProspectAttributes.All.Values),
        };
        foreach (string name in options.CustomObjects.Keys)
        {
            JsonObject definition = Definition(
            [
                Seeded("active", AttributeKind.Boolean),
                Seeded("amount", AttributeKind.Integer),
                Seeded("city", AttributeKind.Text),
                Seeded("name", AttributeKind.Text),
                Seeded("soldOn", AttributeKind.Date),
            ]);
            definition["links"] = new JsonArray(new JsonObject { ["rel"] = "instances", ["href"] = $"/customObjects/{name}" });
            definitions[name] = definition;
        }

        return new() { ["$schema"] = "http://json-schema.org/draft-04/schema#", ["definitions"] = definitions };
    }

    private static RecordAttribute Seeded(string name, AttributeKind kind) =>
        new(name, kind, kind == AttributeKind.Text ? 255 : null, ReadOnly: false, Filterable: kind != AttributeKind.Date, Sortable: false);

    private static JsonObject Definition(IEnumerable<RecordAttribute> attributes)
    {
        JsonObject properties = [];
        foreach (RecordAttribute attribute in attributes)
            properties[attribute.Name] = Property(attribute);
        return new() { ["type"] = "object", ["properties"] = properties };
    }

    private static JsonObject Property(RecordAttribute attribute)
    {
        (string type, string? format) = attribute.Kind switch
        {
            AttributeKind.Integer => ("integer", null),
            AttributeKind.Number => ("number", null),
            AttributeKind.Boolean => ("boolean", null),
            AttributeKind.Time => ("string", "date-time"),
            AttributeKind.Date => ("string", "date"),
            AttributeKind.List => ("array", null),
            _ => ("string", (string?)null),
        };
        JsonObject property = new() { ["type"] = new JsonArray(type, "null") };
        if (format is not null)
            property["format"] = format;
        if (type == "array")
            property["items"] = new JsonObject { ["type"] = "string" };
        if (attribute.MaxLength is int longest)
            property["maxLength"] = longest;
        if (attribute.ReadOnly)
            property["readOnly"] = true;
        property["filterable"] = attribute.Filterable;
        return property;
    }
}
