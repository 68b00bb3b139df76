namespace Outreach.Bulk.Jobs;

/// <summary>The job store cannot be used. Nothing was sent because of it; what was sent before goes on.</summary>
public sealed class JobStoreException : OutreachBulkException
{
    /// <summary>Makes an error without text.</summary>
    public JobStoreException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public JobStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public JobStoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether trying again later may help: another process had it locked, or the database could not be reached.</summary>
    public override bool IsTransient => MayPass;

    internal bool MayPass { get; init; }
}
