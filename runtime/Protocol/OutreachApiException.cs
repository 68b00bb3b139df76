using System.Net;

namespace Outreach.Bulk;

/// <summary>
/// The server answered, and the answer is a refusal: <see cref="OutreachBulkException.Status"/> and
/// <see cref="OutreachBulkException.Errors"/> say which.
/// </summary>
public sealed class OutreachApiException : OutreachBulkException
{
    private const HttpStatusCode TooEarly = (HttpStatusCode)425;

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

    /// <summary>
    /// Whether asking again later may help: the request budget is spent (429), the service is down (5xx), the request came too late,
    /// too early or to the wrong server (408, 421, 425), or the answer is not the API's but of something in between, such as a
    /// firewall's page.
    /// </summary>
    public override bool IsTransient =>
        IsFromBetween
        || Status is HttpStatusCode.RequestTimeout or HttpStatusCode.MisdirectedRequest or TooEarly or HttpStatusCode.TooManyRequests
        || (int?)Status >= 500;

    /// <summary>Whether the answer is not one of the API.</summary>
    internal bool IsFromBetween { get; init; }

    /// <summary>The beginning of the answer, for who must make the message anew.</summary>
    internal string AnswerText { get; init; } = "";

    /// <summary>What the status means, as a sentence behind the reasons.</summary>
    internal string Hint { get; init; } = "";
}
