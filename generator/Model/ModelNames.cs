namespace Outreach.Bulk.Generator;

/// <summary>A model that actions act on: its schema, if there is one, and its names.</summary>
internal sealed record ModelNames(string Model, ModelDescription? Schema)
{
    private string Stem => Identifier.Pascal(Model) ?? "";

    public string FilterType => FilterTypeOf(Model);

    public string FieldType => FieldTypeOf(Model);

    public static string FieldTypeOf(string model) => $"{Identifier.Pascal(model)}Field";

    public static string MappingTypeOf(string model) => $"{Identifier.Pascal(model)}Mapping";

    public static string FilterTypeOf(string model) => $"{Identifier.Pascal(model)}Filter";

    public string RelatedFilterType(RelationshipDescription relationship) => $"{Stem}{Identifier.Pascal(relationship.CodeName)}Filter";

    /// <summary>The attributes without the id, which JSON:API keeps beside them.</summary>
    public IEnumerable<AttributeDescription> Attributes => Schema?.Attributes.Where(IsNotId) ?? [];

    /// <summary>Filters that are no attribute.</summary>
    public IEnumerable<AttributeDescription> ExtraFilters =>
        Schema?.Filters.Where(filter => IsNotId(filter) && Schema.Attributes.All(attribute => attribute.Name != filter.Name)) ?? [];

    public IEnumerable<RelationshipDescription> Relationships => Schema?.Relationships ?? [];

    public void ClaimTypes(NameClaims types)
    {
        types.Claim(FilterType, Model);
        if (Schema is null)
            return;
        types.Claim(FieldType, Model);
        types.Claim($"{FieldType}Extensions", Model);
        foreach (RelationshipDescription relationship in Relationships.Where(each => Identifier.Pascal(each.CodeName) is not null))
            types.Claim(RelatedFilterType(relationship), SpecPlaces.Member(Model, relationship.Name));
    }

    /// <summary>Whether the model cannot be emitted, and with it no action on it.</summary>
    public bool IsContested(NameClaims types) =>
        types.IsContested(FilterType)
        || (Schema is not null && (types.IsContested(FieldType) || types.IsContested($"{FieldType}Extensions")));

    private static bool IsNotId(AttributeDescription attribute) => attribute.Name != "id";
}
