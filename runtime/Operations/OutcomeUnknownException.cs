namespace Outreach.Bulk;

/// <summary>
/// A request that acts was sent and its answer was lost, so what it starts may exist. Do not send it again: look for it first.
/// A bulk action throws <see cref="BatchOutcomeUnknownException"/>, the start of an import
/// <see cref="ImportOutcomeUnknownException"/>.
/// </summary>
public abstract class OutcomeUnknownException : OutreachBulkException
{
    private protected OutcomeUnknownException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The action's name in the API.</summary>
    public abstract string Action { get; }

    /// <summary>When the request was sent, by the local clock.</summary>
    public abstract DateTimeOffset SentFrom { get; }

    /// <summary>When its answer was given up, by the local clock.</summary>
    public abstract DateTimeOffset SentTo { get; }

    /// <summary>What was sent, and when, in words.</summary>
    internal abstract string RequestInWords { get; }
}
