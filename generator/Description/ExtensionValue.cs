using Microsoft.OpenApi.Any;
using Microsoft.OpenApi.Interfaces;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;

namespace Outreach.Bulk.Generator.Description;

/// <summary>What an extension says. One of an unexpected shape reads as absent.</summary>
internal static class ExtensionValue
{
    public static string? Text(IOpenApiExtensible element, string name) => Text(Find(element, name));

    public static string? Text(IOpenApiAny value, string member) =>
        value is OpenApiObject members && members.TryGetValue(member, out IOpenApiAny? text) ? Text(text) : null;

    public static bool Flag(IOpenApiExtensible element, string name) => Find(element, name) is OpenApiBoolean { Value: true };

    /// <summary>A list of texts.</summary>
    public static EquatableArray<string> Texts(IOpenApiExtensible element, string name) =>
        (Find(element, name) as OpenApiArray ?? [])
            .Select(Text)
            .OfType<string>()
            .ToEquatableArray();

    public static IEnumerable<KeyValuePair<string, IOpenApiAny>> Members(IOpenApiExtensible element, string name) =>
        Find(element, name) as OpenApiObject ?? [];

    private static string? Text(IOpenApiExtension? value) =>
        value is OpenApiString { Value: [Extension.TextMark, .. string text] } ? text : null;

    private static IOpenApiExtension? Find(IOpenApiExtensible element, string name) =>
        element.Extensions is { } extensions && extensions.TryGetValue(name, out IOpenApiExtension? value) ? value : null;
}
