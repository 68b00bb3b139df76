using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>What the description says, as the generator emitted it: nothing about an action is written by hand.</summary>
internal sealed record ActionCatalog(
    string Title,
    string Version,
    IReadOnlyList<ActionInfo> Actions,
    IReadOnlyList<ImportInfo> Imports,
    IReadOnlyList<FilterInfo> Filters,
    IReadOnlyList<ResourceInfo> Fields)
{
    private static readonly Lazy<ActionCatalog> s_own = new(CatalogReader.Read);

    public static ActionCatalog Own => s_own.Value;

    /// <exception cref="CliException">Nothing has such a name.</exception>
    public ImportInfo ImportNamed(string name, bool isOfFile)
    {
        ImportInfo[] all = [.. Imports.Where(import => import.IsOfFile == isOfFile)];
        return Names.Find(
            all,
            import => import.Name,
            name,
            isOfFile ? "import" : "upsert",
            $"{(isOfFile ? "Imports of files" : "Upserts")}: {string.Join(", ", all.Select(import => import.Name))}.");
    }

    /// <summary>The fields of all resources and custom objects.</summary>
    public IReadOnlyList<ResourceInfo> AllFields =>
        [.. Fields, .. CustomObjects.Select(each => new ResourceInfo(each.Name) { Fields = each.Attributes })];

    /// <summary>The fields of a resource; null where the description has none.</summary>
    public ResourceInfo? FieldsOf(string? resource) => Fields.FirstOrDefault(fields => fields.Resource == resource);

    /// <summary>The organisation's custom objects, as far as a saved answer tells them.</summary>
    public IReadOnlyList<CustomObjectInfo> CustomObjects { get; init; } = [];

    public FilterInfo FilterOf(ActionInfo action) => CustomObjects.FirstOrDefault(each => each.Name == action.Resource)?.Filter
        ?? Filters.First(filter => filter.Resource == action.Resource);

    /// <summary>The same, with an organisation's labels of custom fields as names of them.</summary>
    public ActionCatalog With(ILookup<string, AttributeInfo> labels) => this with
    {
        Actions = [.. Actions.Select(action => action.Modifies
            ? action with { Attributes = [.. action.Attributes, .. labels[action.Resource]] }
            : action)],
        Filters = [.. Filters.Select(filter => filter with { Labels = [.. labels[filter.Resource]] })],
        Fields = [.. Fields.Select(fields => fields with { Fields = [.. fields.Fields, .. labels[fields.Resource]] })],
    };

    /// <summary>The action on one type of custom objects, by what a saved answer says about it.</summary>
    /// <exception cref="CliException">There is no such type.</exception>
    public ActionInfo Of(ActionInfo action, string objectName)
    {
        if (CustomObjects.Count == 0)
            return action;
        CustomObjectInfo found = Names.Find(
            CustomObjects, each => each.Name, objectName, "custom object", "outreach-bulk types saves anew which there are.");
        return action with
        {
            Resource = found.Name,
            Takes = action.IsOpen ? "Fields" : action.Takes,
            Attributes = action.IsOpen ? found.Attributes : action.Attributes,
        };
    }
}
