namespace Outreach.Bulk;

/// <summary>What is wrong between a mapping and a file's header.</summary>
public enum CsvMappingProblemKind
{
    /// <summary>A column is mapped to a field that cannot be written.</summary>
    ReadOnlyField = 0,

    /// <summary>Two columns are mapped to the same field.</summary>
    FieldMappedTwice = 1,

    /// <summary>A column is mapped twice.</summary>
    HeaderMappedTwice = 2,

    /// <summary>The mapping names a column that the file does not have.</summary>
    MissingHeader = 3,

    /// <summary>The file has a column that the mapping does not name.</summary>
    UnmappedHeader = 4,

    /// <summary>The file has two columns of one name.</summary>
    DuplicateHeader = 5,

    /// <summary>The file has a column without a name.</summary>
    BlankHeader = 6,
}

/// <summary>One thing that is wrong between a mapping and a file's header.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Header">The column's name; empty for one without a name.</param>
/// <param name="ApiName">The attribute's name in the API, where it is about one.</param>
/// <param name="Detail">The fault in words.</param>
public sealed record CsvMappingProblem(CsvMappingProblemKind Kind, string Header, string? ApiName, string Detail)
{
    /// <summary>Says what is wrong.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Detail;
}
