namespace Outreach.Bulk.Generator;

/// <summary>How the records of a group are counted and sampled: by the GET of their collection.</summary>
/// <param name="Collection">The collection's path, relative to the base address.</param>
/// <param name="HasTypes">Whether the records are below it by the name of their type.</param>
/// <param name="FilterType">The filter of the model.</param>
internal sealed record PreviewModel(string Collection, bool HasTypes, string FilterType)
{
    /// <summary>
    /// The path that the description gives the model (<c>x-outreach-collection</c>), or else the plural that the group is
    /// named by.
    /// </summary>
    public static PreviewModel Of(ModelPrefix prefix, ModelNames model) =>
        new(model.Schema?.Collection ?? prefix.Collection, prefix.HasTypes, model.FilterType);
}
