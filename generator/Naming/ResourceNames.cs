using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>A resource that actions act on: its schema, if there is one, and its names.</summary>
internal sealed record ResourceNames(string Name, ResourceDescription? Schema)
{
    private string Stem => Identifier.Pascal(Name) ?? "";

    public string FilterType => TypeNames.FilterOf(Name);

    public string FieldType => TypeNames.FieldOf(Name);

    public string RelatedFilterType(RelationshipDescription relationship) => $"{Stem}{Identifier.Pascal(relationship.CodeName)}Filter";

    /// <summary>The attributes without the id, which JSON:API keeps beside them.</summary>
    public IEnumerable<AttributeDescription> Attributes => Schema?.Attributes.Where(IsNotId) ?? [];

    /// <summary>Filters that are no attribute.</summary>
    public IEnumerable<AttributeDescription> ExtraFilters =>
        Schema?.Filters.Where(filter => IsNotId(filter) && Schema.Attributes.All(attribute => attribute.Name != filter.Name)) ?? [];

    public IEnumerable<RelationshipDescription> Relationships => Schema?.Relationships ?? [];

    public void ClaimTypes(NameClaims types)
    {
        types.Claim(FilterType, Name);
        if (Schema is null)
            return;
        types.Claim(FieldType, Name);
        types.Claim(TypeNames.ExtensionsOf(FieldType), Name);
        foreach (RelationshipDescription relationship in Relationships.Where(each => Identifier.Pascal(each.CodeName) is not null))
            types.Claim(RelatedFilterType(relationship), NamedPlaces.Member(Name, relationship.Name));
    }

    /// <summary>Whether the resource cannot be emitted, and with it no action on it.</summary>
    public bool IsContested(NameClaims types) =>
        types.IsContested(FilterType)
        || (Schema is not null && (types.IsContested(FieldType) || types.IsContested(TypeNames.ExtensionsOf(FieldType))));

    private static bool IsNotId(AttributeDescription attribute) => attribute.Name != "id";
}
