namespace Outreach.Bulk.Generator;

/// <summary>An import of a file: a method of its model's group, and the mapping from headers to the model's fields.</summary>
/// <param name="Description">What the description says about it.</param>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Stem">Its method's name without <c>Async</c>.</param>
/// <param name="Model">The model's name in the API.</param>
internal sealed record ImportModel(ImportDescription Description, GroupModel Group, string Stem, string Model) : IFileModel
{
    public string MethodName => $"{Stem}Async";

    public string MappingType => ModelNames.MappingTypeOf(Model);

    public string FieldType => ModelNames.FieldTypeOf(Model);

    private string Method => $"{Group.Name}.{Stem}";

    string IFileModel.FileName => Method;

    /// <summary>Names an import; null when its name has no C# form.</summary>
    public static ImportModel? TryCreate(ImportDescription import)
    {
        ModelPrefix prefix = ModelPrefix.Of(import.Name);
        return prefix.Group.Length == 0 || Identifier.Pascal(import.Name) is not { } whole
            ? null
            : new(import, GroupModel.Of(prefix), ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? whole), prefix.Model);
    }

    public void ClaimTypes(NameClaims types)
    {
        types.Claim(Method, Description.Name);
        types.Claim(MappingType, Description.Name);
    }

    public bool IsContested(NameClaims types) =>
        types.IsContested(Group.Name)
        || types.IsContested(Group.TypeName)
        || types.IsContested(Method)
        || types.IsContested(MappingType);
}
