namespace Outreach.Bulk;

/// <summary>The import failed as a whole; <see cref="ErrorReason"/> may say why. Rows may have been imported before.</summary>
public sealed class ImportFailedException : ImportException
{
    internal ImportFailedException(string message, ImportOperation operation, Import import)
        : base(message, operation, import)
    {
    }

    /// <summary>The server's reason, which may name values; <see langword="null"/> when it gave none.</summary>
    public string? ErrorReason => Import?.ErrorReason;
}
