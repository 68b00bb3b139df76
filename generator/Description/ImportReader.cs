using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads the operations that import: a file, if they take where it is stored and mappings; or the records they take.</summary>
internal static class ImportReader
{
    public static ImportDescription? TryRead(string name, OperationName codeName, string path, OpenApiOperation operation)
    {
        EquatableArray<AttributeDescription> attributes = ActionReader.ReadBody(operation).Attributes;
        bool ofFile = Has("storageKey") && Has("mappings");
        return ofFile || Has("records")
            ? new(name, codeName, path, operation.Summary ?? "", operation.Description ?? "", Extension.Texts(operation, Extension.Scopes), ofFile)
            : null;

        bool Has(string attribute) => attributes.Any(each => each.Name == attribute);
    }
}
