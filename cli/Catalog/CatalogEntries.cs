namespace Outreach.Bulk.Cli.Catalog;

/// <summary>A bulk action.</summary>
internal sealed record ActionInfo(
    string Name,
    string Path,
    string Method,
    string Effect,
    string Resource,
    string? Summary = null,
    string? Details = null,
    string? Collection = null,
    string? ObjectName = null,
    string? Takes = null)
{
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<AttributeInfo> Parameters { get; init; } = [];

    public IReadOnlyList<AttributeInfo> Attributes { get; init; } = [];

    /// <summary>Whether attributes set or clear fields; otherwise they say what is to be done.</summary>
    public bool Modifies => Takes is "Fields" or "OpenFields";

    /// <summary>Whether attributes go by any name.</summary>
    public bool IsOpen => Takes is "OpenFields";

    public bool Destroys => Effect == "Destroy";
}

/// <summary>An import of a file, or an upsert of records.</summary>
internal sealed record ImportInfo(
    string Name,
    string Path,
    string Method,
    string? Summary = null,
    string? Details = null,
    bool IsOfFile = false,
    string? ObjectName = null,
    string? Resource = null)
{
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<AttributeInfo> Attributes { get; init; } = [];
}

/// <summary>What records of a resource are selected by.</summary>
internal sealed record FilterInfo(string Resource, bool IsOpen = false)
{
    /// <summary>What every resource is selected by, whether or not the description lists it.</summary>
    public static AttributeInfo Id { get; } = new("id", "Integer");

    public IReadOnlyList<AttributeInfo> Clauses { get; init; } = [];

    public IReadOnlyList<RelatedFilterInfo> Related { get; init; } = [];

    /// <summary>An organisation's labels of the resource's fields.</summary>
    public IReadOnlyList<AttributeInfo> Labels { get; init; } = [];
}

/// <summary>What records are selected by of a related one.</summary>
internal sealed record RelatedFilterInfo(string Name, string? Details = null)
{
    public IReadOnlyList<AttributeInfo> Clauses { get; init; } = [];
}

/// <summary>The fields of a resource, for mappings and rows.</summary>
internal sealed record ResourceInfo(string Resource)
{
    public IReadOnlyList<AttributeInfo> Fields { get; init; } = [];
}

/// <summary>An attribute, parameter, field or clause.</summary>
internal sealed record AttributeInfo(
    string Name,
    string Type,
    bool IsList = false,
    bool IsRequired = false,
    bool IsReadOnly = false,
    int? MaxLength = null,
    string? Details = null)
{
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What an organisation calls the field; null for a field by its name in the API.</summary>
    public string? Label { get; init; }

    public bool HasLabel(string text) => string.Equals(Label, text.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>What it is called where it is shown.</summary>
    public string Shown => Label ?? Name;
}
