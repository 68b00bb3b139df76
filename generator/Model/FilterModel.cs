using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;

namespace Outreach.Bulk.Generator.Model;

/// <summary>The filter of a resource, with those of its relationships.</summary>
/// <param name="Resource">The resource's name in the API.</param>
/// <param name="TypeName">The record's name.</param>
/// <param name="IsOpen">Whether the resource has no schema, so that attributes go by name.</param>
/// <param name="Clauses">The attributes that can be filtered by, without the id.</param>
/// <param name="Related">The relationships that can be filtered by.</param>
internal sealed record FilterModel(
    string Resource,
    string TypeName,
    bool IsOpen,
    EquatableArray<PropertyModel> Clauses,
    EquatableArray<RelatedFilterModel> Related);

/// <summary>The filter of a relationship.</summary>
internal sealed record RelatedFilterModel(
    string Name,
    string TypeName,
    RelationshipDescription Relationship,
    EquatableArray<PropertyModel> Clauses);
