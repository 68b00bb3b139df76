namespace Outreach.Bulk.Generator;

/// <summary>A client class to fill.</summary>
/// <param name="Name">The class, as C# writes it.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record ClientModel(string Name, string FileName, EquatableArray<GroupModel> Groups) : IFileModel
{
    /// <summary>The groups without that of the imports, which every client has.</summary>
    public IEnumerable<GroupModel> ModelGroups => Groups.Where(group => !group.IsImports);

    /// <summary>Whether something is generated for the imports; otherwise they are the runtime's alone.</summary>
    public bool HasImportsGroup => Groups.Any(group => group.IsImports);

    /// <summary>The clients of a scope, without those whose name is taken.</summary>
    public static IEnumerable<ClientModel> Of(ApiModel api, EmissionScope scope)
    {
        HashSet<string> files = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> taken = TakenNames(api);
        foreach (string name in scope.Clients.Where(name => !taken.Contains(name)))
            yield return new(name, files.Add(name) ? name : $"{name}-{StableNumber.Of(name):x8}", api.Groups);
    }

    /// <summary>The clients that cannot be filled, because something that is generated has their name.</summary>
    public static IEnumerable<DiagnosticInfo> Problems(ApiModel api, EmissionScope scope)
    {
        HashSet<string> taken = TakenNames(api);
        return scope.Clients.Where(taken.Contains).Select(name => DiagnosticInfo.Create(
            ClientRules.NameTaken, place: null, scope.Namespace.Length == 0 ? name : $"{scope.Namespace}.{name}", name));
    }

    /// <summary>The names of all that is generated of the description. Without case: generated files would have the same name.</summary>
    public static HashSet<string> TakenNames(ApiModel api) => new(
        api.Groups.SelectMany(group => new[] { group.Name, group.TypeName })
            .Concat(api.Actions.SelectMany(action => new[] { action.ParamsType, action.AttributesType }))
            .Concat(api.Imports.Select(import => import.MappingType))
            .Concat(api.Filters.SelectMany(filter => filter.Related.Select(related => related.TypeName).Append(filter.TypeName)))
            .Concat(api.Fields.SelectMany(fields => new[] { fields.TypeName, $"{fields.TypeName}Extensions" }))
            .Concat(api.Upserts.Select(upsert => upsert.RecordType).Where(type => type.Length > 0))
            .Concat(api.Choices.SelectMany(choice => new[] { choice.TypeName, choice.ExtensionsType }))
            .Append("Batches")
            .Append(GroupModel.Imports.Name),
        StringComparer.OrdinalIgnoreCase);
}
