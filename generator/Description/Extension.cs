using Microsoft.OpenApi.Any;
using Microsoft.OpenApi.Interfaces;

namespace Outreach.Bulk.Generator;

/// <summary>
/// The <c>x-outreach-</c> extensions: what OpenAPI cannot say. One of an unexpected shape reads as absent.
/// </summary>
internal static class Extension
{
    public const string Effect = "x-outreach-effect";
    public const string Scopes = "x-outreach-scopes";
    public const string FieldsOf = "x-outreach-fields-of";
    public const string Filterable = "x-outreach-filterable";
    public const string Sortable = "x-outreach-sortable";
    public const string FilterableBy = "x-outreach-filterable-by";
    public const string Filters = "x-outreach-filters";
    public const string Collection = "x-outreach-collection";
    public const string KnownValues = "x-outreach-known-values";

    public static string? Text(IOpenApiExtensible element, string name) => (Find(element, name) as OpenApiString)?.Value;

    public static string? Text(IOpenApiAny value, string member) =>
        value is OpenApiObject members && members.TryGetValue(member, out IOpenApiAny? text) ? (text as OpenApiString)?.Value : null;

    public static bool Flag(IOpenApiExtensible element, string name) => Find(element, name) is OpenApiBoolean { Value: true };

    /// <summary>A list of texts, or of objects whose <c>value</c> is the text.</summary>
    public static EquatableArray<string> Texts(IOpenApiExtensible element, string name) =>
        (Find(element, name) as OpenApiArray ?? [])
            .Select(item => (item as OpenApiString)?.Value ?? Text(item, "value"))
            .OfType<string>()
            .ToEquatableArray();

    public static IEnumerable<KeyValuePair<string, IOpenApiAny>> Members(IOpenApiExtensible element, string name) =>
        Find(element, name) as OpenApiObject ?? [];

    private static IOpenApiExtension? Find(IOpenApiExtensible element, string name) =>
        element.Extensions is { } extensions && extensions.TryGetValue(name, out IOpenApiExtension? value) ? value : null;
}
