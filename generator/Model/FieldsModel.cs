using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Model;

/// <summary>The fields of a resource, as an enum.</summary>
/// <param name="Resource">The resource's name in the API.</param>
/// <param name="TypeName">The enum's name.</param>
/// <param name="Fields">All fields, the id among them.</param>
internal sealed record FieldsModel(string Resource, string TypeName, EquatableArray<PropertyModel> Fields);
