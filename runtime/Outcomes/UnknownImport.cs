namespace Outreach.Bulk;

/// <summary>The start of an import whose answer was lost: what was sent, and when.</summary>
public sealed class UnknownImport
{
    private readonly ImportSteps _steps;

    internal UnknownImport(ImportSteps steps, string action, string fileName, DateTimeOffset sentFrom, DateTimeOffset sentTo)
    {
        _steps = steps;
        Action = action;
        FileName = fileName;
        SentFrom = sentFrom;
        SentTo = sentTo;
    }

    /// <summary>The action's name in the API.</summary>
    public string Action { get; }

    /// <summary>The unique name under which the file was to be imported.</summary>
    public string FileName { get; }

    /// <summary>When the request was sent, by the local clock.</summary>
    public DateTimeOffset SentFrom { get; }

    /// <summary>When its answer was given up, by the local clock.</summary>
    public DateTimeOffset SentTo { get; }

    /// <summary>Where it is written down when it is found; null when nothing is.</summary>
    internal JournaledOperation? Journal { get; init; }

    /// <summary>
    /// Looks for the import. Imports have no list, so it is looked for behind the batches created since, which belong to
    /// imports of which one has this file name.
    /// </summary>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The import; <see langword="null"/> when none was seen, which proves nothing: its batches may still appear.</returns>
    /// <exception cref="OutreachBulkException">The batches or an import could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<ImportOperation?> FindAsync(CancellationToken cancellationToken = default) =>
        _steps.FindAsync(FileName, SentFrom, Journal, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Action} of {FileName}, sent between {SentFrom:O} and {SentTo:O}");
}
