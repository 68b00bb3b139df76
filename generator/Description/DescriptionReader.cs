using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads what a cut says about bulk actions into <see cref="ApiDescription"/>.</summary>
internal static class DescriptionReader
{
    public static ApiDescription Read(OpenApiDocument document)
    {
        EquatableArray<ActionDescription> actions = document.Paths
            .OrderBy(path => path.Key, StringComparer.Ordinal)
            .Select(path => ActionReader.Read(
                path.Key[(path.Key.LastIndexOf('/') + 1)..], path.Key[1..], path.Value.Operations[OperationType.Post]))
            .ToEquatableArray();
        DescriptionStamp stamp = new(document.Info?.Title ?? "", document.Info?.Version ?? "");
        return new(stamp, actions, ReadModels(document, actions));
    }

    // Only models that an action acts on or takes the fields of: an edit elsewhere must change nothing here.
    private static EquatableArray<ModelDescription> ReadModels(OpenApiDocument document, EquatableArray<ActionDescription> actions)
    {
        IDictionary<string, OpenApiSchema> schemas = document.Components?.Schemas ?? new Dictionary<string, OpenApiSchema>();
        return actions
            .SelectMany(action => new[] { ModelPrefix.Of(action.Name).Model, action.Body.FieldsOf })
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(schemas.ContainsKey)
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => ModelReader.Read(name, schemas))
            .ToEquatableArray();
    }
}
