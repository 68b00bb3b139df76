using Microsoft.OpenApi.Models;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.Description;

/// <summary>Parses the operations that import: a file, if they take where it is stored and mappings; or the records they take.</summary>
internal static class ImportParser
{
    public static ImportDescription? TryParse(
        string name, OperationName codeName, string path, OpenApiOperation operation, TrimmedDescription trimmed)
    {
        EquatableArray<AttributeDescription> attributes = ActionParser.ParseBody(operation, trimmed).Attributes;
        bool ofFile = Has("storageKey") && Has("mappings");
        return ofFile || Has("records")
            ? new(
                name,
                codeName,
                path,
                trimmed.Text(operation.Summary),
                trimmed.Text(operation.Description),
                ExtensionValue.Texts(operation, Extension.Scopes),
                ofFile)
            : null;

        bool Has(string attribute) => attributes.Any(each => each.Name == attribute);
    }
}
