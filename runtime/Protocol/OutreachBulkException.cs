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

    /// <summary>Makes an error with its cause. What the cause says of the answer, this error says too.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OutreachBulkException(string message, Exception? innerException)
        : base(message, innerException)
    {
        if (CauseOf(innerException) is not { } cause)
            return;
        Status = cause.Status;
        Errors = cause.Errors;
        Request = cause.Request;
        RetryAfter = cause.RetryAfter;
    }

    /// <summary>The status of the answer; <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The server's own errors; empty when it gave none.</summary>
    public IReadOnlyList<JsonApiError> Errors { get; init; } = [];

    /// <summary>
    /// Method and path of the request it is about; <see langword="null"/> when it is about none. It holds no query, body or
    /// header: those carry values and secrets.
    /// </summary>
    public string? Request { get; init; }

    /// <summary>How long the server asked to be left alone; <see langword="null"/> when it did not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the cause may pass by itself, so that asking again later may help.</summary>
    public virtual bool IsTransient => false;

    private static OutreachBulkException? CauseOf(Exception? innerException) => innerException switch
    {
        OutreachBulkException cause => cause,
        AggregateException several => several.InnerExceptions.OfType<OutreachBulkException>().FirstOrDefault(),
        _ => null,
    };
}
