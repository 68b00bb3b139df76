namespace Outreach.Bulk;

/// <summary>
/// The server's validation found something else in the uploaded file than was sent, or a repeated upload read something else
/// from the file. No import was started.
/// </summary>
public sealed class UploadMismatchException : OutreachBulkException
{
    internal UploadMismatchException(string message, long recordCount, long? otherRecordCount)
        : base(message)
    {
        RecordCount = recordCount;
        OtherRecordCount = otherRecordCount;
    }

    /// <summary>How many records were counted here.</summary>
    public long RecordCount { get; }

    /// <summary>How many the server, or the earlier upload, counted; <see langword="null"/> when the server did not tell.</summary>
    public long? OtherRecordCount { get; }
}
