using Outreach.Bulk.Primitives;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk;

/// <summary>How records are upserted.</summary>
public sealed record UpsertOptions
{
    /// <summary>The most <see cref="RecordsPerCall"/> can be: 100 000, the most items of a batch, which an import runs as.</summary>
    public const int MaximumRecordsPerCall = 100_000;

    /// <summary>What becomes of records that exist already.</summary>
    /// <value>
    /// Any method, <see cref="DupeMethod.OverwriteNoCreate"/> among them. No default is published for upserts, so it must be
    /// chosen, and is always sent.
    /// </value>
    public required DupeMethod DupeMethod { get; init; }

    /// <summary>The name under which the records are imported.</summary>
    /// <value>
    /// Up to 200 characters, not blank, no path, no control character. Default <see langword="null"/>: the action's. For each call a word
    /// made by chance is put before its ending, by which an import can be found whose answer was lost.
    /// </value>
    public string? FileName { get; init; }

    /// <summary>How many records go into one call, and so into one import.</summary>
    /// <value>1 to <see cref="MaximumRecordsPerCall"/>. Default 500; how many the server takes is not published.</value>
    public int RecordsPerCall { get; init; } = 500;

    /// <summary>What to do when a call was sent and its answer was lost.</summary>
    /// <value>Default <see cref="OnUnknownOutcome.Throw"/>.</value>
    public OnUnknownOutcome OnUnknownOutcome { get; init; } = OnUnknownOutcome.Throw;

    /// <summary>What the journal shows each call as, such as <c>nightly 2026-11-29</c>. The server does not get it.</summary>
    /// <value>Up to 200 characters, not blank. Default <see langword="null"/>: none.</value>
    public string? Label { get; init; }

    internal void ThrowIfNotUsable(string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordsPerCall, 1, $"{parameter}.{nameof(RecordsPerCall)}");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RecordsPerCall, MaximumRecordsPerCall, $"{parameter}.{nameof(RecordsPerCall)}");
        ArgumentNullException.ThrowIfNull(OnUnknownOutcome, $"{parameter}.{nameof(OnUnknownOutcome)}");
        ImportName.ThrowIfNotUsable(FileName, parameter);
        RunName.ThrowIfNotUsable(Label, "label", $"{parameter}.{nameof(Label)}");
        WireText.ThrowIfNotWritable(DupeMethod.Value, $"{parameter}.{nameof(DupeMethod)}");
    }
}
