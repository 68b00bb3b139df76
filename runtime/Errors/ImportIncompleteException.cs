namespace Outreach.Bulk;

/// <summary>The import ended, and not every row is known to be imported. Thrown only by <see cref="ImportResult.EnsureAllSucceeded"/>.</summary>
public sealed class ImportIncompleteException : ImportException
{
    internal ImportIncompleteException(string message, ImportOperation operation, Import import)
        : base(message, operation, import)
    {
    }
}
