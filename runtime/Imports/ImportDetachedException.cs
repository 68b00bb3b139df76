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
}
