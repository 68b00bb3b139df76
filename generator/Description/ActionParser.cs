using Microsoft.OpenApi.Models;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.Description;

/// <summary>Parses one bulk action.</summary>
internal static class ActionParser
{
    public static ActionDescription Parse(
        string name, OperationName codeName, string path, OpenApiOperation operation, TrimmedDescription trimmed) => new(
        name,
        codeName,
        path,
        trimmed.Text(operation.Summary),
        trimmed.Text(operation.Description),
        ExtensionValue.Text(operation, Extension.Effect),
        ExtensionValue.Texts(operation, Extension.Scopes),
        ParseParameters(operation, trimmed),
        ParseBody(operation, trimmed));

    private static EquatableArray<AttributeDescription> ParseParameters(OpenApiOperation operation, TrimmedDescription trimmed)
    {
        OpenApiSchema? schema = operation.Parameters?
            .FirstOrDefault(parameter => parameter.Name == WellKnown.ActionParams && parameter.In == ParameterLocation.Query)?.Schema;
        return schema is null ? [] : AttributeParser.ParseAll(schema, trimmed);
    }

    public static BodyDescription ParseBody(OpenApiOperation operation, TrimmedDescription trimmed)
    {
        OpenApiSchema? schema = operation.RequestBody?.Content?.Values
            .Select(content => Member(Member(content.Schema, "data"), "attributes"))
            .FirstOrDefault(attributes => attributes is not null);
        if (schema is null)
            return new([], null, IsOpen: false);
        EquatableArray<AttributeDescription> declared = AttributeParser.ParseAll(schema, trimmed)
            .Where(attribute => attribute.Name != WellKnown.Ids)
            .ToEquatableArray();
        return new(declared, ExtensionValue.Text(schema, Extension.FieldsOf), IsOpen: schema.AdditionalProperties is not null);
    }

    private static OpenApiSchema? Member(OpenApiSchema? schema, string name) =>
        schema?.Properties is { } properties && properties.TryGetValue(name, out OpenApiSchema? member) ? member : null;
}
