using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads what a cut says about bulk actions into <see cref="ApiDescription"/>.</summary>
internal static class DescriptionReader
{
    public static ApiDescription Read(OpenApiDocument document, ModelTable models)
    {
        (string Path, OpenApiOperation Operation)[] operations = [.. document.Paths
            .OrderBy(path => path.Key, StringComparer.Ordinal)
            .Select(path => (path.Key, path.Value.Operations[OperationType.Post]))];
        EquatableArray<ActionDescription> actions = operations
            .Where(each => OperationPath.IsBulkAction(each.Path))
            .Select(each => ActionReader.Read(OperationPath.Name(each.Path), CodeName(each.Path, each.Operation), each.Path[1..], each.Operation))
            .ToEquatableArray();
        EquatableArray<ImportDescription> imports = operations
            .Where(each => OperationPath.IsImport(each.Path))
            .Select(each => ImportReader.TryRead(OperationPath.Name(each.Path), CodeName(each.Path, each.Operation), each.Path[1..], each.Operation))
            .OfType<ImportDescription>()
            .ToEquatableArray();
        DescriptionStamp stamp = new(document.Info?.Title ?? "", document.Info?.Version ?? "");
        return new(stamp, actions, imports, ReadModels(document, actions, imports));

        OperationName CodeName(string path, OpenApiOperation operation)
        {
            string text = Extension.Text(operation, Extension.Name) ?? OperationPath.Name(path);
            return new(text, models.Find(text));
        }
    }

    // Only models that an action acts on or takes the fields of: an edit elsewhere must change nothing here.
    private static EquatableArray<ModelDescription> ReadModels(
        OpenApiDocument document, EquatableArray<ActionDescription> actions, EquatableArray<ImportDescription> imports)
    {
        IDictionary<string, OpenApiSchema> schemas = document.Components?.Schemas ?? new Dictionary<string, OpenApiSchema>();
        return actions
            .SelectMany(action => new[] { action.CodeName.Prefix.Model, action.Body.FieldsOf })
            .Concat(imports.Where(import => import.IsOfFile).Select(import => import.CodeName.Prefix.Model))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(schemas.ContainsKey)
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => ModelReader.Read(name, schemas))
            .ToEquatableArray();
    }
}
