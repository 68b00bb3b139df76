using Microsoft.OpenApi.Any;
using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads a model: its attributes' schema and, beside it, that of its relationships.</summary>
internal static class ModelReader
{
    public static string RelationshipsOf(string model) => model + "Relationships";

    public static ModelDescription Read(string name, IDictionary<string, OpenApiSchema> schemas)
    {
        OpenApiSchema schema = schemas[name];
        schemas.TryGetValue(RelationshipsOf(name), out OpenApiSchema? relationships);
        return new(
            name,
            AttributeReader.ReadAll(schema),
            (relationships?.Properties ?? new Dictionary<string, OpenApiSchema>())
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => new RelationshipDescription(
                    property.Key,
                    property.Value.Description ?? "",
                    ReadFilters(Extension.Members(property.Value, Extension.FilterableBy))))
                .Where(relationship => relationship.FilterableBy.Count > 0)
                .ToEquatableArray(),
            ReadFilters(Extension.Members(schema, Extension.Filters)),
            Extension.Text(schema, Extension.Collection) is { } path && IsPath(path) ? path : null);
    }

    // Segments of a URL that say what they are; the runtime refuses any other.
    private static bool IsPath(string path) =>
        Array.TrueForAll(path.Split('/'), segment => segment.Length > 0 && segment.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'));

    // Extensions hold plain values, not schemas; these few keywords are all they may use.
    private static EquatableArray<AttributeDescription> ReadFilters(IEnumerable<KeyValuePair<string, IOpenApiAny>> filters) =>
        filters
            .OrderBy(filter => filter.Key, StringComparer.Ordinal)
            .Select(filter => new AttributeDescription(
                filter.Key,
                AttributeReader.TypeOf(Extension.Text(filter.Value, "type"), Extension.Text(filter.Value, "format")))
            {
                Details = Extension.Text(filter.Value, "description") ?? "",
            })
            .ToEquatableArray();
}
