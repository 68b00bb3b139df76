namespace Outreach.Bulk;

/// <summary>
/// The wait's deadline passed. The import was left alone and goes on; wait for it again through
/// <see cref="ImportException.Operation"/>, or in another process by its id.
/// </summary>
public sealed class ImportDetachedException : ImportException
{
    internal ImportDetachedException(string message, ImportOperation operation, Import? import, Exception? innerException)
        : base(message, operation, import, innerException)
    {
    }

    /// <summary>Makes the error that a wait ends in when its deadline passes, for test doubles.</summary>
    /// <param name="operation">The import's handle.</param>
    /// <param name="import">The import as it was last seen; <see langword="null"/> when it never was.</param>
    /// <param name="innerException">The failure that the last polls ended in; <see langword="null"/> when there was none.</param>
    /// <returns>The error.</returns>
    public static ImportDetachedException Create(ImportOperation operation, Import? import = null, Exception? innerException = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new(
            $"The wait for import {operation.Id} ended at its deadline. The import was left alone and goes on.",
            operation,
            import,
            innerException);
    }
}
