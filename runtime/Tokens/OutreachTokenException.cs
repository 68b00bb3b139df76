namespace Outreach.Bulk;

/// <summary>
/// There is no access token: nobody has logged in, the server refused to renew the tokens, or their store cannot be used. Calls that
/// needed the token end in <see cref="OutreachConnectionException"/> with this error inside, and were not sent. Where it is not
/// <see cref="IsTransient"/>, waits end too.
/// </summary>
public sealed class OutreachTokenException : OutreachBulkException
{
    /// <summary>Makes an error without text.</summary>
    public OutreachTokenException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public OutreachTokenException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OutreachTokenException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether only a new login helps: the store holds no tokens, or the server refused the refresh token with <c>invalid_grant</c>.
    /// </summary>
    public bool IsLoginRequired { get; init; }

    /// <summary>Whether asking again later may help: the server was not reached, is busy or is down, or the store was in use.</summary>
    public override bool IsTransient => MayPass;

    internal bool MayPass { get; init; }

    /// <summary>The same error, for another call.</summary>
    internal OutreachTokenException Again(TimeSpan? retryAfter = null) => new(Message, InnerException)
    {
        IsLoginRequired = IsLoginRequired,
        MayPass = MayPass,
        Status = Status,
        Errors = Errors,
        Request = Request,
        RetryAfter = retryAfter ?? RetryAfter,
    };
}
