namespace Outreach.Bulk;

/// <summary>
/// No answer came, and nothing was changed: the request never left, or it was one that changes nothing. It may be
/// repeated. (A lost answer to a bulk action is an <see cref="OutcomeUnknownException"/> instead.)
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
