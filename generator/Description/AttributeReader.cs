using Microsoft.OpenApi.Interfaces;
using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads the properties of an object schema, one by one.</summary>
internal static class AttributeReader
{
    public static EquatableArray<AttributeDescription> ReadAll(OpenApiSchema schema) =>
        ReadAll(schema.Properties, schema.Required);

    public static EquatableArray<AttributeDescription> ReadAll(
        IEnumerable<KeyValuePair<string, OpenApiSchema>>? properties, ISet<string>? required = null) =>
        (properties ?? [])
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => Read(property.Key, property.Value, required?.Contains(property.Key) == true))
            .ToEquatableArray();

    public static WireType TypeOf(string? type, string? format) => (type, format) switch
    {
        ("string", "date-time") => WireType.Instant,
        ("string", "date") => WireType.Date,
        ("string", _) => WireType.Text,
        ("integer", _) => WireType.Integer,
        ("number", _) => WireType.Number,
        ("boolean", _) => WireType.Boolean,
        ("object", _) => WireType.Object,
        _ => WireType.Any,
    };

    private static AttributeDescription Read(string name, OpenApiSchema schema, bool isRequired)
    {
        bool isList = schema.Type == "array";
        OpenApiSchema? value = isList ? schema.Items : schema;
        return new(name, TypeOf(value?.Type, value?.Format))
        {
            CodeName = Extension.Text(schema, Extension.Name) ?? name,
            IsList = isList,
            IsRequired = isRequired,
            IsReadOnly = schema.ReadOnly,
            IsFilterable = Extension.Flag(schema, Extension.Filterable),
            MaxLength = value?.MaxLength,
            KnownValues = KnownValues(schema, value),
            Details = schema.Description ?? "",
        };
    }

    private static EquatableArray<string> KnownValues(OpenApiSchema schema, OpenApiSchema? value)
    {
        EquatableArray<string> known = Extension.Texts(schema, Extension.KnownValues);
        return known.Count == 0 && value is IOpenApiExtensible extensible ? Extension.Texts(extensible, Extension.KnownValues) : known;
    }
}
