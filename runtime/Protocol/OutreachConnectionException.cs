namespace Outreach.Bulk;

/// <summary>
/// No usable answer came: none at all, or one that is not of the API, such as HTML, cut-off JSON, a redirect or a link to another
/// host; <see cref="OutreachBulkException.Status"/> tells them apart. The request never left, or it was one that may be repeated: a
/// read, which changes nothing, or a confirmation or cancellation, which may have been taken without an answer; refreshing the batch
/// shows it. (A lost answer to what acts is an <see cref="OutcomeUnknownException"/> instead.)
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

    /// <summary>
    /// Unless the answer is a redirect, or a link that must not be used: what is missing or in between now may not be the next time.
    /// </summary>
    public override bool IsTransient => !IsFinal && (int?)Status is not (>= 300 and < 400);

    /// <summary>Whether asking again would give the same.</summary>
    internal bool IsFinal { get; init; }
}
