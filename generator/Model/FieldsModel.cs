namespace Outreach.Bulk.Generator;

/// <summary>The fields of a model, as an enum.</summary>
/// <param name="Model">The model's name in the API.</param>
/// <param name="TypeName">The enum's name.</param>
/// <param name="Fields">All fields, the id among them.</param>
internal sealed record FieldsModel(string Model, string TypeName, EquatableArray<PropertyModel> Fields) : IFileModel
{
    string IFileModel.FileName => TypeName;
}
