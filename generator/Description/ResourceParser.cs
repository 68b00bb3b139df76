using Microsoft.OpenApi.Any;
using Microsoft.OpenApi.Models;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.Description;

/// <summary>Parses a resource: its attributes' schema and, beside it, that of its relationships.</summary>
internal static class ResourceParser
{
    public static ResourceDescription Parse(string name, IDictionary<string, OpenApiSchema> schemas, TrimmedDescription trimmed)
    {
        OpenApiSchema schema = schemas[name];
        schemas.TryGetValue(WellKnown.RelationshipsOf(name), out OpenApiSchema? relationships);
        return new(
            name,
            AttributeParser.ParseAll(schema, trimmed),
            (relationships?.Properties ?? new Dictionary<string, OpenApiSchema>())
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => new RelationshipDescription(
                    property.Key,
                    trimmed.Text(property.Value.Description),
                    ParseFilters(ExtensionValue.Members(property.Value, Extension.FilterableBy)))
                {
                    CodeName = ExtensionValue.Text(property.Value, Extension.Name) ?? property.Key,
                })
                .Where(relationship => relationship.FilterableBy.Count > 0)
                .ToEquatableArray(),
            ParseFilters(ExtensionValue.Members(schema, Extension.Filters)),
            ExtensionValue.Text(schema, Extension.Collection));
    }

    // Extensions hold plain values, not schemas; these few keywords are all they may use.
    private static EquatableArray<AttributeDescription> ParseFilters(IEnumerable<KeyValuePair<string, IOpenApiAny>> filters) =>
        filters
            .OrderBy(filter => filter.Key, StringComparer.Ordinal)
            .Select(filter => new AttributeDescription(
                filter.Key,
                AttributeParser.TypeOf(ExtensionValue.Text(filter.Value, "type"), ExtensionValue.Text(filter.Value, "format")))
            {
                CodeName = ExtensionValue.Text(filter.Value, Extension.Name) ?? filter.Key,
                Details = ExtensionValue.Text(filter.Value, "description") ?? "",
            })
            .ToEquatableArray();
}
