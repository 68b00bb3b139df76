namespace Outreach.Bulk;

/// <summary>Which batches to list, newest first.</summary>
public sealed record BatchQuery
{
    /// <summary>Only batches with this internal action word, such as <c>bulk_modify</c>. Default: all.</summary>
    public string? Action { get; init; }

    /// <summary>Only batches in this state. Default: all.</summary>
    public BatchState? State { get; init; }
}
