using Outreach.Bulk.Operations;

namespace Outreach.Bulk;

/// <summary>
/// The start of an import was sent and its answer was lost. The import may exist, so do not start it again: look for it
/// first, with <see cref="FindAsync"/>.
/// </summary>
public sealed class ImportOutcomeUnknownException : OutcomeUnknownException
{
    internal ImportOutcomeUnknownException(string message, LostRequest<ImportOperation> lost, Exception? innerException)
        : base(message, innerException) => Lost = lost;

    /// <inheritdoc/>
    public override string Action => Lost.Action;

    /// <summary>The unique name under which the file was to be imported.</summary>
    public string FileName => Lost.FileName!;

    /// <inheritdoc/>
    public override DateTimeOffset SentFrom => Lost.SentFrom;

    /// <inheritdoc/>
    public override DateTimeOffset SentTo => Lost.SentTo;

    internal LostRequest<ImportOperation> Lost { get; }

    internal override string RequestInWords => Lost.ToString();

    /// <summary>Makes the error of an import whose start was not answered, for test doubles.</summary>
    /// <param name="action">The action's name in the API, such as <c>accountsImport</c>.</param>
    /// <param name="fileName">The unique name under which the file was to be imported.</param>
    /// <param name="found">What <see cref="FindAsync"/> finds; <see langword="null"/> for nothing.</param>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="innerException">How the answer was lost.</param>
    /// <returns>The error.</returns>
    public static ImportOutcomeUnknownException Create(
        string action,
        string fileName,
        OutcomeSearchResult<ImportOperation>? found = null,
        DateTimeOffset sentAt = default,
        Exception? innerException = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(action);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return new(Describe(action), LostRequest<ImportOperation>.Of(action, found, sentAt) with { FileName = fileName }, innerException);
    }

    /// <summary>Looks for the import behind the batches created since the start was sent, since imports have no list.</summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The import, or that none was seen, which proves nothing: its batches may still appear.</returns>
    /// <exception cref="OutreachBulkException">The batches or an import could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<OutcomeSearchResult<ImportOperation>> FindAsync(CancellationToken cancellationToken = default) =>
        Lost.FindAsync(cancellationToken);

    internal static string Describe(string action) =>
        $"{action} was sent and its answer was lost, so its import may exist. Do not start it again: {nameof(FindAsync)} looks for it.";
}
