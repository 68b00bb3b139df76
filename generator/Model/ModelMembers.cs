namespace Outreach.Bulk.Generator;

/// <summary>
/// A model's members. Attributes, relationships and filters get their names together, so that a field is called the same
/// wherever it appears.
/// </summary>
internal sealed class ModelMembers
{
    private readonly NameClaims _types;
    private readonly ProblemList _problems;
    private readonly MemberNames _members;

    public ModelMembers(ModelNames names, NameClaims types, ProblemList problems)
    {
        Names = names;
        _types = types;
        _problems = problems;
        _members = MemberNames.Assign(
            names.Model,
            names.Attributes.Concat(names.ExtraFilters).Select(attribute => (attribute.Name, attribute.CodeName))
                .Concat(names.Relationships.Select(relationship => (relationship.Name, relationship.CodeName))),
            types,
            problems);
    }

    public ModelNames Names { get; }

    public bool HasSchema => Names.Schema is not null;

    public EquatableArray<PropertyModel> Writable => _members.Of(Names.Attributes.Where(attribute => !attribute.IsReadOnly));

    public FilterModel ToFilter() => new(
        Names.Model,
        Names.FilterType,
        IsOpen: !HasSchema || Names.Schema!.HasOpenFilter,
        _members.Of(Names.Attributes
            .Where(attribute => attribute.IsFilterable)
            .Concat(Names.ExtraFilters)
            .OrderBy(attribute => attribute.Name, StringComparer.Ordinal)),
        Names.Relationships.Select(ToRelated).OfType<RelatedFilterModel>().ToEquatableArray());

    /// <summary>The model's fields; null when it has no schema.</summary>
    public FieldsModel? ToFields()
    {
        if (!HasSchema)
            return null;
        PropertyModel id = new("Id", new("id", WireType.Integer) { IsFilterable = true, Details = "The record's id." });
        PropertyModel[] fields = [id, .. _members.Of(Names.Attributes)];
        ILookup<int, PropertyModel> byNumber = fields.ToLookup(field => StableNumber.Of(field.Attribute.Name));
        foreach (IGrouping<int, PropertyModel> same in byNumber.Where(same => same.Count() > 1))
        {
            string[] names = [.. same.Select(field => field.Attribute.Name)];
            _problems.Add(
                DescriptionRules.NumberCollision,
                [.. names.Select(name => SpecPlaces.Member(Names.Model, name))],
                ProblemList.Quoted(names),
                Names.Model);
        }


        return new(
            Names.Model,
            Names.FieldType,
            fields.Where(field => byNumber[StableNumber.Of(field.Attribute.Name)].Count() == 1).ToEquatableArray());
    }

    private RelatedFilterModel? ToRelated(RelationshipDescription relationship)
    {
        string type = Names.RelatedFilterType(relationship);
        if (_members.Find(relationship.Name) is not { } name || _types.IsContested(type))
            return null;
        string owner = SpecPlaces.Member(Names.Model, relationship.Name);
        return new(name, type, relationship, MemberNames.Assign(owner, relationship.FilterableBy, _types, _problems).Of(relationship.FilterableBy));
    }
}
