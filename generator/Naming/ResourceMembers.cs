using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>
/// A resource's members. Attributes, relationships and filters get their names together, so that a field is called the same
/// wherever it appears.
/// </summary>
internal sealed class ResourceMembers
{
    private readonly NameClaims _types;
    private readonly NamingProblems _problems;
    private readonly MemberNames _members;

    public ResourceMembers(ResourceNames names, NameClaims types, NamingProblems problems)
    {
        Names = names;
        _types = types;
        _problems = problems;
        _members = MemberNames.Assign(
            names.Name,
            names.Attributes.Concat(names.ExtraFilters).Select(attribute => (attribute.Name, attribute.CodeName))
                .Concat(names.Relationships.Select(relationship => (relationship.Name, relationship.CodeName))),
            types,
            problems);
    }

    public ResourceNames Names { get; }

    public bool HasSchema => Names.Schema is not null;

    public EquatableArray<PropertyModel> Writable => _members.Of(Names.Attributes.Where(attribute => !attribute.IsReadOnly));

    public FilterModel ToFilter() => new(
        Names.Name,
        Names.FilterType,
        IsOpen: !HasSchema || Names.Schema!.HasOpenFilter,
        _members.Of(Names.Attributes
            .Where(attribute => attribute.IsFilterable)
            .Concat(Names.ExtraFilters)
            .OrderBy(attribute => attribute.Name, NaturalOrder.Comparer)),
        Names.Relationships.Select(ToRelated).OfType<RelatedFilterModel>().ToEquatableArray());

    /// <summary>The resource's fields; null when it has no schema.</summary>
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
                [.. names.Select(name => NamedPlaces.Member(Names.Name, name))],
                NamingProblems.Quoted(names),
                Names.Name);
        }


        return new(
            Names.Name,
            Names.FieldType,
            fields.Where(field => byNumber[StableNumber.Of(field.Attribute.Name)].Count() == 1).ToEquatableArray());
    }

    private RelatedFilterModel? ToRelated(RelationshipDescription relationship)
    {
        string type = Names.RelatedFilterType(relationship);
        if (_members.Find(relationship.Name) is not { } name || _types.IsContested(type))
            return null;
        string owner = NamedPlaces.Member(Names.Name, relationship.Name);
        return new(
            name,
            type,
            relationship,
            MemberNames.Assign(owner, relationship.FilterableBy, _types, _problems).Of(relationship.FilterableBy));
    }
}
