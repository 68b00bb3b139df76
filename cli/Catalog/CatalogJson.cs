using System.Text.Json;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>The same as members of an event.</summary>
internal static class CatalogJson
{
    public static void Write(Utf8JsonWriter writer, ActionInfo action)
    {
        writer.WriteString("name", action.Name);
        writer.WriteString("effect", action.Effect);
        writer.WriteString("resource", action.Resource);
        Write(writer, action.Summary, action.Scopes);
        Write(writer, "parameters", action.Parameters);
        Write(writer, "attributes", action.Attributes);
    }

    public static void Write(Utf8JsonWriter writer, ImportInfo import)
    {
        writer.WriteString("name", import.Name);
        writer.WriteBoolean("isOfFile", import.IsOfFile);
        if (import.Resource is { } resource)
            writer.WriteString("resource", resource);
        Write(writer, import.Summary, import.Scopes);
    }

    public static void Write(Utf8JsonWriter writer, ResourceInfo resource)
    {
        writer.WriteString("name", resource.Resource);
        Write(writer, "fields", resource.Fields);
    }

    public static void Write(Utf8JsonWriter writer, CustomObjectInfo custom)
    {
        writer.WriteString("name", custom.Name);
        Write(writer, "attributes", custom.Attributes);
    }

    private static void Write(Utf8JsonWriter writer, string? summary, IReadOnlyList<string> scopes)
    {
        if (summary is not null)
            writer.WriteString("summary", summary);
        writer.WriteStartArray("scopes");
        foreach (string scope in scopes)
            writer.WriteStringValue(scope);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<AttributeInfo> attributes)
    {
        writer.WriteStartArray(name);
        foreach (AttributeInfo attribute in attributes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", attribute.Name);
            if (attribute.Label is { } label)
                writer.WriteString("label", label);
            writer.WriteString("type", attribute.Type);
            writer.WriteBoolean("isList", attribute.IsList);
            writer.WriteBoolean("isRequired", attribute.IsRequired);
            writer.WriteBoolean("isReadOnly", attribute.IsReadOnly);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
