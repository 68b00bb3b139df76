namespace Outreach.Bulk;

/// <summary>An answer came that is not what the API answers: HTML, cut-off JSON, a redirect, a link to another host.</summary>
public sealed class OutreachProtocolException : OutreachBulkException
{
    /// <summary>Makes an error without text.</summary>
    public OutreachProtocolException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public OutreachProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OutreachProtocolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Unless it is a redirect: what stands in between now may be gone later.</summary>
    public override bool IsTransient => (int?)Status is not (>= 300 and < 400);
}
