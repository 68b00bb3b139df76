namespace Outreach.Bulk;

/// <summary>
/// No answer came to a request that may be repeated: it never left, or it changes nothing, or it confirms or cancels a
/// batch. Such a decision may have been taken; look at the batch before asking again. (A lost answer to a bulk action is an
/// <see cref="OutcomeUnknownException"/> instead.)
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
}
