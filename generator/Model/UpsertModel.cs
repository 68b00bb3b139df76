using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Model;

/// <summary>
/// An upsert of records: a method of its resource's group, or of the client's imports when its name begins with no resource.
/// </summary>
/// <param name="Description">What the description says about it.</param>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Stem">Its method's name without <c>Async</c>.</param>
internal sealed record UpsertModel(ImportDescription Description, GroupModel Group, string Stem)
{
    /// <summary>The record it takes, with the fields of its custom object; empty for one that takes records of any type.</summary>
    public string RecordType { get; init; } = "";

    /// <summary>The fields of that record.</summary>
    public EquatableArray<PropertyModel> Fields { get; init; } = [];

    public string MethodName => $"{Stem}Async";

    private string Method => $"{Group.Name}.{Stem}";

    /// <summary>Names an upsert; null when its name has no C# form.</summary>
    public static UpsertModel? TryCreate(ImportDescription upsert)
    {
        if (Identifier.Pascal(upsert.CodeName.Text) is not { } whole)
            return null;
        ResourcePrefix prefix = upsert.CodeName.Prefix;
        if (upsert.ObjectName is { } objectName)
        {
            return new(
                upsert,
                GroupModel.OfObject(objectName),
                ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? whole)) { RecordType = TypeNames.RecordOf(objectName) };
        }

        return prefix.IsKnown
            ? new(upsert, GroupModel.Of(prefix), ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? whole))
            : new(upsert, GroupModel.Imports, whole);
    }

    public void ClaimTypes(NameClaims types)
    {
        types.Claim(Method, Description.Name);
        if (RecordType.Length > 0)
            types.Claim(RecordType, Description.Name);
    }

    public bool IsContested(NameClaims types) =>
        types.IsContested(Group.Name)
            || types.IsContested(Group.TypeName)
            || types.IsContested(Method)
            || (RecordType.Length > 0 && types.IsContested(RecordType));
}
