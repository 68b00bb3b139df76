using System.Net;

namespace Outreach.Bulk;

/// <summary>
/// The server answered, and the answer is a refusal: <see cref="OutreachBulkException.Status"/> and
/// <see cref="OutreachBulkException.Errors"/> say which.
/// </summary>
public sealed class OutreachApiException : OutreachBulkException
{
    /// <summary>Makes an error without text.</summary>
    public OutreachApiException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public OutreachApiException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OutreachApiException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether asking again later may help: the request budget is spent (429) or the service is down (5xx).</summary>
    public override bool IsTransient => Status is HttpStatusCode.TooManyRequests || (int?)Status >= 500;
}
