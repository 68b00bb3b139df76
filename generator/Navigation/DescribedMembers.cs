using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Navigation;

/// <summary>What generated members stand for, by the names of their type and their own, as <see cref="NamedPlaces"/> calls it.</summary>
internal sealed class DescribedMembers
{
    private readonly Dictionary<(string Type, string Member), string> _things = [];

    public DescribedMembers(ApiModel api)
    {
        foreach (ActionModel action in api.Actions)
        {
            _things[(action.Group.TypeName, action.MethodName)] = action.Description.Name;
            Add(action.ParamsType, action.Description.Name, action.Parameters);
            if (action.Attributes is { } attributes)
                Add(action.AttributesType, OwnerOf(action, attributes), attributes.Properties);
        }

        foreach (ImportModel import in api.Imports)
            _things[(import.Group.TypeName, import.MethodName)] = import.Description.Name;
        foreach (UpsertModel upsert in api.Upserts)
            _things[(upsert.Group.TypeName, upsert.MethodName)] = upsert.Description.Name;
        foreach (FieldsModel fields in api.Fields)
            Add(fields.TypeName, fields.Resource, fields.Fields);
        foreach (FilterModel filter in api.Filters)
        {
            Add(filter.TypeName, filter.Resource, filter.Clauses);
            foreach (RelatedFilterModel related in filter.Related)
            {
                string relationship = NamedPlaces.Member(filter.Resource, related.Relationship.Name);
                _things[(filter.TypeName, related.Name)] = relationship;
                Add(related.TypeName, relationship, related.Clauses);
            }
        }
    }

    public string? Find(string type, string member) => _things.TryGetValue((type, member), out string? thing) ? thing : null;

    private void Add(string type, string owner, EquatableArray<PropertyModel> properties)
    {
        foreach (PropertyModel property in properties)
            _things[(type, property.Name)] = NamedPlaces.Member(owner, property.Attribute.Name);
    }

    private static string OwnerOf(ActionModel action, AttributesModel attributes) =>
        attributes.Kind == AttributesKind.Fields && action.Description.Body.FieldsOf is { } model ? model : action.Description.Name;
}
