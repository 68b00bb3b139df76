using System.Net;

namespace Outreach.Bulk;

/// <summary>The root of every error this library throws about Outreach; wrong arguments are <see cref="ArgumentException"/>.</summary>
public class OutreachBulkException : Exception
{
    /// <summary>Makes an error without text.</summary>
    public OutreachBulkException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public OutreachBulkException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OutreachBulkException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The status of the answer; <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The server's own errors; empty when it gave none.</summary>
    public IReadOnlyList<JsonApiError> Errors { get; init; } = [];

    /// <summary>The request it is about; <see langword="null"/> when it is about none.</summary>
    public RequestSummary? Request { get; init; }

    /// <summary>The request budget as the answer told it; <see langword="null"/> when it did not.</summary>
    public RateLimit? RateLimit { get; init; }
}
