using Microsoft.OpenApi.Interfaces;
using Microsoft.OpenApi.Models;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.Description;

/// <summary>Parses the properties of an object schema, one by one.</summary>
internal static class AttributeParser
{
    public static EquatableArray<AttributeDescription> ParseAll(OpenApiSchema schema, TrimmedDescription trimmed) =>
        (schema.Properties ?? new Dictionary<string, OpenApiSchema>())
            .OrderBy(property => property.Key, NaturalOrder.Comparer)
            .Select(property => Parse(property.Key, property.Value, schema.Required?.Contains(property.Key) == true, trimmed))
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

    private static AttributeDescription Parse(string name, OpenApiSchema schema, bool isRequired, TrimmedDescription trimmed)
    {
        bool isList = schema.Type == "array";
        OpenApiSchema? value = isList ? schema.Items : schema;
        return new(name, TypeOf(value?.Type, value?.Format))
        {
            CodeName = ExtensionValue.Text(schema, Extension.Name) ?? name,
            IsList = isList,
            IsRequired = isRequired,
            IsReadOnly = schema.ReadOnly,
            IsFilterable = ExtensionValue.Flag(schema, Extension.Filterable),
            MaxLength = value?.MaxLength,
            KnownValues = KnownValues(schema, value),
            Details = trimmed.Text(schema.Description),
        };
    }

    private static EquatableArray<string> KnownValues(OpenApiSchema schema, OpenApiSchema? value)
    {
        EquatableArray<string> known = ExtensionValue.Texts(schema, Extension.KnownValues);
        return known.Count == 0 && value is IOpenApiExtensible extensible ? ExtensionValue.Texts(extensible, Extension.KnownValues) : known;
    }
}
