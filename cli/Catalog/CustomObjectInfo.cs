namespace Outreach.Bulk.Cli.Catalog;

/// <summary>A type of custom objects.</summary>
/// <param name="Name">Its internal name: the parameter <c>objectName</c>.</param>
/// <param name="All">Its attributes.</param>
internal sealed record CustomObjectInfo(string Name, IReadOnlyList<SchemaAttribute> All)
{
    public IReadOnlyList<AttributeInfo> Attributes => [.. All.Select(each => each.Attribute)];

    /// <summary>What records are selected by: what the schema says can be; anything by name, if it says so of nothing.</summary>
    public FilterInfo Filter => new(Name, IsOpen: !All.Any(each => each.IsFilterable))
    {
        Clauses = [.. All.Where(each => each.IsFilterable).Select(each => each.Attribute)],
    };
}

/// <summary>An attribute, and whether records can be selected by it.</summary>
internal sealed record SchemaAttribute(AttributeInfo Attribute, bool IsFilterable);
