namespace Outreach.Bulk.Generator.Model;

/// <summary>How the records of a group are counted and sampled: by the GET of their collection.</summary>
/// <param name="Collection">The collection's path, relative to the base address.</param>
/// <param name="HasTypes">Whether the records are below it by the name of their type, as custom objects are.</param>
/// <param name="FilterType">The filter of the resource.</param>
internal sealed record PreviewModel(string Collection, bool HasTypes, string FilterType)
{
    /// <summary>The type that all of the group's records are of; null when a call says, or there are none.</summary>
    public string? ObjectName { get; init; }
}
