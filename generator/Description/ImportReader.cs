using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads the operations that import a file: those that take where it is stored, and mappings.</summary>
internal static class ImportReader
{
    public static ImportDescription? TryRead(string name, string path, OpenApiOperation operation)
    {
        EquatableArray<AttributeDescription> attributes = ActionReader.Read(name, path, operation).Body.Attributes;
        return Has("storageKey") && Has("mappings")
            ? new(name, path, operation.Summary ?? "", operation.Description ?? "", Extension.Texts(operation, Extension.Scopes))
            : null;

        bool Has(string attribute) => attributes.Any(each => each.Name == attribute);
    }
}
