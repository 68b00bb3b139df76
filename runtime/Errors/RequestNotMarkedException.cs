namespace Outreach.Bulk;

/// <summary>
/// A request that changes data reached the bottom of the handler chain without this library's mark, so that it could
/// not be told from a second send. It was not sent.
/// </summary>
/// <remarks>
/// A handler above built a new <see cref="HttpRequestMessage"/> and dropped <see cref="HttpRequestMessage.Options"/>.
/// Copy the options along, or leave requests to Outreach alone.
/// </remarks>
public sealed class RequestNotMarkedException : OutreachBulkException
{
    /// <summary>Makes an error without text.</summary>
    public RequestNotMarkedException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public RequestNotMarkedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RequestNotMarkedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
