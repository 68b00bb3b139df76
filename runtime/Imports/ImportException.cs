namespace Outreach.Bulk;

/// <summary>An import exists and did not come to a good end. Nothing is lost: the operation and its last state are here.</summary>
public abstract class ImportException : OutreachBulkException
{
    private protected ImportException(string message, ImportOperation operation, Import? import, Exception? innerException = null)
        : base(message, innerException)
    {
        Operation = operation;
        Import = import;
    }

    /// <summary>The import's handle: it can be refreshed and waited for again.</summary>
    public ImportOperation Operation { get; }

    /// <summary>The import as it was last seen; <see langword="null"/> when it never was.</summary>
    public Import? Import { get; }
}
