using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Model;

/// <summary>An import of a file: a method of its resource's group, and the mapping from headers to the resource's fields.</summary>
/// <param name="Description">What the description says about it.</param>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Stem">Its method's name without <c>Async</c>.</param>
/// <param name="Resource">The resource's name in the API.</param>
internal sealed record ImportModel(ImportDescription Description, GroupModel Group, string Stem, string Resource)
{
    public string MethodName => $"{Stem}Async";

    public string MappingType => TypeNames.MappingOf(Resource);

    public string FieldType => TypeNames.FieldOf(Resource);

    private string Method => $"{Group.Name}.{Stem}";

    /// <summary>Names an import; null when its name has no C# form.</summary>
    public static ImportModel? TryCreate(ImportDescription import)
    {
        ResourcePrefix prefix = import.CodeName.Prefix;
        return prefix.Group.Length == 0 || Identifier.Pascal(import.CodeName.Text) is not { } whole
            ? null
            : new(import, GroupModel.Of(prefix), ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? whole), prefix.Resource);
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
