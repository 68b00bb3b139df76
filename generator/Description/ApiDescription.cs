using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;

namespace Outreach.Bulk.Generator.Description;

/// <summary>What a description says about bulk actions and the resources they act on, in ordinal order, without positions.</summary>
internal sealed record ApiDescription(
    DescriptionStamp Stamp,
    EquatableArray<ActionDescription> Actions,
    EquatableArray<ImportDescription> Imports,
    EquatableArray<ResourceDescription> Resources);

/// <summary>Which description it was: the title and version it gives itself.</summary>
internal sealed record DescriptionStamp(string Title, string Version);

/// <summary>One operation below <c>/batches/actions/</c>.</summary>
internal sealed record ActionDescription(
    string Name,
    OperationName CodeName,
    string Path,
    string Summary,
    string Details,
    string? Effect,
    EquatableArray<string> Scopes,
    EquatableArray<AttributeDescription> Parameters,
    BodyDescription Body)
{
    /// <summary>The custom object it acts on; null when a parameter says, or it acts on none.</summary>
    public string? ObjectName { get; init; }
}

/// <summary>What an operation's names in C# are made of.</summary>
/// <param name="Text">Its name, or the one that <c>x-outreach-name</c> gives it instead.</param>
/// <param name="Prefix">The resource in it.</param>
internal sealed record OperationName(string Text, ResourcePrefix Prefix);

/// <summary>One operation below <c>/imports/actions/</c> that imports: a file, or the records it is given.</summary>
internal sealed record ImportDescription(
    string Name,
    OperationName CodeName,
    string Path,
    string Summary,
    string Details,
    EquatableArray<string> Scopes,
    bool IsOfFile)
{
    /// <summary>The custom object whose records it takes; null when each record says.</summary>
    public string? ObjectName { get; init; }
}

/// <summary>The attributes an action takes, without <c>ids</c>.</summary>
/// <param name="Attributes">Those it declares itself.</param>
/// <param name="FieldsOf">The resource whose writable fields it takes as well (<c>x-outreach-fields-of</c>).</param>
/// <param name="IsOpen">Whether it takes attributes by any name.</param>
internal sealed record BodyDescription(EquatableArray<AttributeDescription> Attributes, string? FieldsOf, bool IsOpen);

/// <summary>The schema of a resource: its attributes, what its records may be filtered by, and where they are listed.</summary>
/// <param name="Collection">The path of the list (<c>x-outreach-collection</c>); null when it does not say one.</param>
internal sealed record ResourceDescription(
    string Name,
    EquatableArray<AttributeDescription> Attributes,
    EquatableArray<RelationshipDescription> Relationships,
    EquatableArray<AttributeDescription> Filters,
    string? Collection)
{
    /// <summary>Whether it is not known what can be filtered by, so that filters go by name.</summary>
    public bool HasOpenFilter { get; init; }
}

/// <summary>A relationship whose records' attributes can be filtered by (<c>x-outreach-filterable-by</c>).</summary>
internal sealed record RelationshipDescription(
    string Name,
    string Details,
    EquatableArray<AttributeDescription> FilterableBy)
{
    /// <summary>What its name in C# is made of.</summary>
    public string CodeName { get; init; } = Name;
}
