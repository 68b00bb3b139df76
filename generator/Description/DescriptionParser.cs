using Microsoft.OpenApi.Models;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.Description;

/// <summary>Parses what a trimmed document says about bulk actions into <see cref="ApiDescription"/>.</summary>
internal static class DescriptionParser
{
    public static ApiDescription Parse(OpenApiDocument document, TrimmedDescription trimmed, ResourceTable resources)
    {
        (string Path, OpenApiOperation Operation)[] operations = [.. document.Paths
            .OrderBy(path => path.Key, StringComparer.Ordinal)
            .Select(path => (path.Key, path.Value.Operations[OperationType.Post]))];
        EquatableArray<ActionDescription> actions = operations
            .Where(each => OperationPath.IsBulkAction(each.Path))
            .Select(each => ActionParser.Parse(
                OperationPath.Name(each.Path), CodeName(each.Path, each.Operation), each.Path[1..], each.Operation, trimmed))
            .ToEquatableArray();
        EquatableArray<ImportDescription> imports = operations
            .Where(each => OperationPath.IsImport(each.Path))
            .Select(each => ImportParser.TryParse(
                OperationPath.Name(each.Path), CodeName(each.Path, each.Operation), each.Path[1..], each.Operation, trimmed))
            .OfType<ImportDescription>()
            .ToEquatableArray();
        DescriptionStamp stamp = new(document.Info?.Title ?? "", document.Info?.Version ?? "");
        return new(stamp, actions, imports, ParseResources(document, trimmed, actions, imports));

        OperationName CodeName(string path, OpenApiOperation operation)
        {
            string text = ExtensionValue.Text(operation, Extension.Name) ?? OperationPath.Name(path);
            return new(text, resources.Find(text));
        }
    }

    // Only resources that an action acts on or takes the fields of: an edit elsewhere must change nothing here.
    private static EquatableArray<ResourceDescription> ParseResources(
        OpenApiDocument document,
        TrimmedDescription trimmed,
        EquatableArray<ActionDescription> actions,
        EquatableArray<ImportDescription> imports)
    {
        IDictionary<string, OpenApiSchema> schemas = document.Components?.Schemas ?? new Dictionary<string, OpenApiSchema>();
        return actions
            .SelectMany(action => new[] { action.CodeName.Prefix.Resource, action.Body.FieldsOf })
            .Concat(imports.Where(import => import.IsOfFile).Select(import => import.CodeName.Prefix.Resource))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(schemas.ContainsKey)
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => ResourceParser.Parse(name, schemas, trimmed))
            .ToEquatableArray();
    }
}
