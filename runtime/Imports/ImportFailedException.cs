using Outreach.Bulk.Protocol;

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

    /// <summary>Makes the error that a wait for a failed import ends in, for test doubles.</summary>
    /// <param name="operation">The import's handle.</param>
    /// <param name="import">The failed import.</param>
    /// <returns>The error.</returns>
    public static ImportFailedException Create(ImportOperation operation, Import import)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(import);
        string reason = ServerReason.Describe(import.ErrorReason, nameof(ErrorReason));
        return new($"Import {import.Id} failed{reason}", operation, import);
    }
}
