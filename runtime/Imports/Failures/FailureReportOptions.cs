namespace Outreach.Bulk;

/// <summary>How failed items are matched to the rows of a file.</summary>
public sealed record FailureReportOptions
{
    /// <summary>
    /// Reads the unique keys of a record from an item of a batch: the attribute's name in the API (<c>customId</c>,
    /// <c>externalId</c> or <c>id</c>) and its value. Other names are ignored.
    /// </summary>
    /// <value>
    /// Default <see langword="null"/>: <see cref="BatchItem.Data"/> is read as JSON, which its form is most likely but not
    /// published to be: a resource, alone or below <c>data</c>, its attributes or the record itself, by the names of the API
    /// (<c>customId</c> or <c>custom_id</c>) or of the columns.
    /// </value>
    public Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? ReadKeys { get; init; }
}
