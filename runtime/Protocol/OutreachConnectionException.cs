namespace Outreach.Bulk;

/// <summary>
/// No answer came. The request never left, or it was one that may be repeated: a read, which changes nothing, or a
/// confirmation or cancellation, which may have been taken without an answer; refreshing the batch shows it. (A lost
/// answer to a bulk action is an <see cref="OutcomeUnknownException"/> instead.)
/// </summary>
public sealed class OutreachConnectionException : OutreachBulkException
{
    /// <summary>Makes an error without text.</summary>
    public OutreachConnectionException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public OutreachConnectionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OutreachConnectionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Always: the next request may get an answer.</summary>
    public override bool IsTransient => true;
}
