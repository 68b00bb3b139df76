namespace Outreach.Bulk;

/// <summary>
/// A batch or an import ended, and not every record is known to have been acted on. Thrown only by
/// <see cref="BatchResult.EnsureAllSucceeded"/> and <see cref="ImportResult.EnsureAllSucceeded"/>, whose result has the rest.
/// </summary>
public sealed class OperationIncompleteException : OutreachBulkException
{
    internal OperationIncompleteException(string message)
        : base(message)
    {
    }
}
