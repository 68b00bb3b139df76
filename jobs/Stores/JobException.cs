namespace Outreach.Bulk.Jobs;

/// <summary>Something was asked of a job that cannot be done. Nothing was sent for it.</summary>
public class JobException : OutreachBulkException
{
    /// <summary>Makes an error without text.</summary>
    public JobException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public JobException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with its cause.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public JobException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
