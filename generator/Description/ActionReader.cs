using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads one bulk action.</summary>
internal static class ActionReader
{
    /// <summary>The selection by id in a body: a part of the filter, so no attribute.</summary>
    public const string Ids = "ids";

    public static ActionDescription Read(string name, OperationName codeName, string path, OpenApiOperation operation) => new(
        name,
        codeName,
        path,
        operation.Summary ?? "",
        operation.Description ?? "",
        Extension.Text(operation, Extension.Effect),
        Extension.Texts(operation, Extension.Scopes),
        ReadParameters(operation),
        ReadBody(operation));

    private static EquatableArray<AttributeDescription> ReadParameters(OpenApiOperation operation)
    {
        OpenApiSchema? schema = operation.Parameters?
            .FirstOrDefault(parameter => parameter.Name == "actionParams" && parameter.In == ParameterLocation.Query)?.Schema;
        return schema is null ? [] : AttributeReader.ReadAll(schema);
    }

    public static BodyDescription ReadBody(OpenApiOperation operation)
    {
        OpenApiSchema? schema = operation.RequestBody?.Content?.Values
            .Select(content => Member(Member(content.Schema, "data"), "attributes"))
            .FirstOrDefault(attributes => attributes is not null);
        if (schema is null)
            return new([], null, IsOpen: false);
        EquatableArray<AttributeDescription> own = AttributeReader.ReadAll(schema).Where(attribute => attribute.Name != Ids).ToEquatableArray();

        // The reader does not tell "additionalProperties: true" from none at all. But a body that is required and declares
        // nothing to put in it can only mean attributes by any name.
        bool isOpen = schema.AdditionalProperties is not null
            || (schema.AdditionalPropertiesAllowed && operation.RequestBody!.Required && own.Count == 0);
        return new(own, Extension.Text(schema, Extension.FieldsOf), isOpen);
    }

    private static OpenApiSchema? Member(OpenApiSchema? schema, string name) =>
        schema?.Properties is { } properties && properties.TryGetValue(name, out OpenApiSchema? member) ? member : null;
}
