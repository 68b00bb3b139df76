using System.Text.Json;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>
/// An organisation's custom objects: the answer of <c>GET /schema</c>. The vendor says that it is JSON Schema and no more, so each place is
/// looked for where writers of JSON Schema put it, as the generator does.
/// </summary>
internal sealed class SavedSchema(JsonElement root)
{
    private const int MostReferences = 32;

    private static readonly string[] s_folders = ["definitions", "$defs", "schemas"];
    private static readonly string[] s_besideAttributes = ["attributes", "id", "links", "meta", "relationships", "type"];

    /// <summary>Whether a document has the form of such an answer.</summary>
    public static bool Is(JsonElement root) => Definitions(root) is not null;

    /// <summary>The custom objects: definitions that mention their own path.</summary>
    public IReadOnlyList<CustomObjectInfo> Objects() => Definitions(root) is { } definitions
        ?
        [
            .. definitions.EnumerateObject()
                .Where(member => NamesItsPath(member.Value, $"customObjects/{member.Name}"))
                .OrderBy(member => member.Name, StringComparer.Ordinal)
                .Select(member => new CustomObjectInfo(member.Name, [.. AttributesOf(member.Value).Select(ReadAttribute)])),
        ]
        : [];

    private static JsonElement? Definitions(JsonElement root)
    {
        JsonElement holder = JsonText.Find(root, "components") ?? root;
        foreach (string folder in s_folders)
        {
            if (JsonText.Find(holder, folder) is { ValueKind: JsonValueKind.Object } found)
                return found;
        }

        return null;
    }

    private IEnumerable<JsonProperty> AttributesOf(JsonElement definition)
    {
        JsonElement? schema = Resolve(definition);
        JsonElement? properties = Resolve(JsonText.Find(schema, "properties"));
        JsonElement? attributes = Resolve(JsonText.Find(properties, "attributes")) ?? Resolve(JsonText.Find(schema, "attributes"));
        JsonElement? inner = Resolve(JsonText.Find(attributes, "properties"));
        JsonProperty[] members = inner is { ValueKind: JsonValueKind.Object } nested ? [.. nested.EnumerateObject()]
            : properties is { ValueKind: JsonValueKind.Object } flat
                ? [.. flat.EnumerateObject().Where(member => !s_besideAttributes.Contains(member.Name))]
                : [];
        return members.Where(member => member.Name != "id").OrderBy(member => member.Name, StringComparer.Ordinal);
    }

    private SchemaAttribute ReadAttribute(JsonProperty member)
    {
        JsonElement? schema = Resolve(member.Value);
        JsonElement? typed = Typed(schema);
        bool isList = TypeOf(typed) == "array";
        JsonElement? item = isList ? Typed(Resolve(JsonText.Find(typed, "items"))) : typed;
        string text = JsonText.Of(schema, "description") ?? JsonText.Of(schema, "title") ?? "";
        AttributeInfo attribute = new(member.Name, WireType(TypeOf(item), JsonText.Of(item, "format")))
        {
            IsList = isList,
            IsReadOnly = Flag(schema, "readOnly") || text.Contains("/badges/readonly", StringComparison.OrdinalIgnoreCase),
            MaxLength = JsonText.Find(item, "maxLength") is { ValueKind: JsonValueKind.Number } length && length.TryGetInt32(out int most)
                ? most
                : null,
            Values = JsonText.Find(item, "enum") is { ValueKind: JsonValueKind.Array } values
                ? [.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]
                : [],
            Details = text.Length > 0 && !text.Contains('<', StringComparison.Ordinal) ? text : null,
        };
        return new(attribute, Flag(schema, "filterable") || Flag(schema, "x-filterable") || Flag(schema, "x-outreach-filterable")
            || text.Contains("/badges/filterable", StringComparison.OrdinalIgnoreCase));
    }

    // A value that may be null is written as a choice of types, or of schemas.
    private JsonElement? Typed(JsonElement? schema)
    {
        if (JsonText.Find(schema, "type") is not null)
            return schema;
        return (JsonText.Find(schema, "anyOf") ?? JsonText.Find(schema, "oneOf")) is { ValueKind: JsonValueKind.Array } choices
            ? choices.EnumerateArray()
                .Select(choice => Resolve(choice))
                .FirstOrDefault(choice => TypeOf(choice) is not (null or "null")) ?? schema
            : schema;
    }

    private static string? TypeOf(JsonElement? schema) => JsonText.Find(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } type => type.GetString(),
        { ValueKind: JsonValueKind.Array } types =>
            types.EnumerateArray().Select(type => type.GetString()).FirstOrDefault(type => type != "null"),
        _ => null,
    };

    private static string WireType(string? type, string? format) => (type, format) switch
    {
        ("string", "date-time") => "Instant",
        ("string", "date") => "Date",
        ("string", _) => "Text",
        ("integer", _) => "Integer",
        ("number", _) => "Number",
        ("boolean", _) => "Boolean",
        ("object", _) => "Object",
        _ => "Any",
    };

    private JsonElement? Resolve(JsonElement? node)
    {
        for (int hops = 0; JsonText.Of(node, "$ref") is { } reference; hops++)
        {
            if (hops == MostReferences || !reference.StartsWith("#/", StringComparison.Ordinal))
                return null;
            node = root;
            foreach (string step in reference[2..].Split('/'))
                node = JsonText.Find(node, step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return node;
    }

    private static bool NamesItsPath(JsonElement node, string path) => node.ValueKind switch
    {
        JsonValueKind.String => NamesPath(node.GetString()!, path),
        JsonValueKind.Array => node.EnumerateArray().Any(item => NamesItsPath(item, path)),
        JsonValueKind.Object => node.EnumerateObject().Any(member => NamesItsPath(member.Value, path)),
        _ => false,
    };

    private static bool NamesPath(string text, string path)
    {
        int at = text.IndexOf(path, StringComparison.Ordinal);
        return at >= 0 && (at + path.Length == text.Length || !(
            char.IsLetterOrDigit(text[at + path.Length]) || text[at + path.Length] == '_'));
    }

    private static bool Flag(JsonElement? schema, string name) => JsonText.Find(schema, name) is { ValueKind: JsonValueKind.True };
}
