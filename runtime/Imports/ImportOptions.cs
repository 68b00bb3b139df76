using Outreach.Bulk.Csv;
using Outreach.Bulk.Keys;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk;

/// <summary>How one CSV file, or rows that become one, are imported.</summary>
public sealed record ImportOptions
{
    /// <summary>What becomes of rows whose records exist already.</summary>
    /// <value>Default <see cref="DupeMethod.Skip"/>, the API's own. It is always sent.</value>
    public DupeMethod DupeMethod { get; init; } = DupeMethod.Skip;

    /// <summary>The name under which the file is imported.</summary>
    /// <value>
    /// Up to 200 characters, not blank, no path, no control character. Default <see langword="null"/>: the file's own. A word made by
    /// chance is put before its ending, by which an import can be found whose answer was lost.
    /// </value>
    public string? FileName { get; init; }

    /// <summary>The most records the file may hold.</summary>
    /// <value>
    /// At least 1. Default 100 000: write-ups of the web application give it as the most rows of a file, and it is the most
    /// items of a batch, which an import runs as. A support article knows no limit.
    /// </value>
    public long MaximumRows { get; init; } = 100_000;

    /// <summary>The longest cell, with its quotes.</summary>
    /// <value>
    /// At least 1 byte. Default 262 144 bytes: the longest published attribute takes 65 535 characters, and a character takes
    /// up to four bytes. A longer cell is most often a missing quote.
    /// </value>
    public long MaximumCellBytes { get; init; } = 262_144;

    /// <summary>Whether columns of the file may be left out of the mapping.</summary>
    /// <value>Default <see langword="false"/>: the guide asks for one entry for every column.</value>
    public bool AllowUnmappedHeaders { get; init; }

    /// <summary>
    /// The columns in each of which no two records may have the same value, blanks around it aside. Records that do are
    /// reported with their lines, and nothing is imported. Empty cells are no values.
    /// </summary>
    /// <value>
    /// Default <see langword="null"/>: the columns that are mapped to <c>customId</c>, <c>externalId</c> or <c>id</c>, by which
    /// Outreach finds records; its pages disagree on whether repeating one in a file makes the import fail. An upload as a step
    /// of its own knows no mapping, and checks what is named here. Empty: none. It takes up to 80 bytes and about half a
    /// microsecond for each record and column:
    /// nothing within the default of <see cref="MaximumRows"/>, and more than all the rest with millions.
    /// </value>
    public IReadOnlyList<string>? UniqueColumns { get; init; }

    /// <summary>Whether values of <see cref="UniqueColumns"/> are the same when they differ in upper and lower case alone.</summary>
    /// <value>Default <see langword="false"/>. Whether Outreach tells such keys apart is not published.</value>
    public bool IgnoreKeyCase { get; init; }

    /// <summary>
    /// Whether values of <see cref="UniqueColumns"/> are the same when they differ in the form of their letters alone: <c>é</c> as one
    /// character (U+00E9), or as an <c>e</c> and an accent (U+0065 U+0301).
    /// </summary>
    /// <value>Default <see langword="false"/>. Whether Outreach tells such keys apart is not published.</value>
    public bool IgnoreKeyForm { get; init; }

    /// <summary>What to do when the request that starts the import was sent and its answer was lost.</summary>
    /// <value>Default <see cref="OnUnknownOutcome.Throw"/>.</value>
    public OnUnknownOutcome OnUnknownOutcome { get; init; } = OnUnknownOutcome.Throw;

    /// <summary>The operation's key in the journal and in the ledger of the daily allowance.</summary>
    /// <value>
    /// Up to 200 characters, not blank; it names one import and no other. Default <see langword="null"/>: a new one for each import.
    /// </value>
    public string? Key { get; init; }

    /// <summary>What the journal shows this import as, such as <c>nightly 2026-11-29</c>. The server does not get it.</summary>
    /// <value>Up to 200 characters, not blank. Default <see langword="null"/>: none.</value>
    public string? Label { get; init; }

    /// <summary>How values become cells, when rows of a type are imported.</summary>
    /// <value>Default: as <c>new()</c>. It says nothing about a file.</value>
    public CsvRowFormat RowFormat { get; init; } = new();

    internal KeyDifferences IgnoredDifferences =>
        (IgnoreKeyCase ? KeyDifferences.Case : KeyDifferences.None) | (IgnoreKeyForm ? KeyDifferences.Form : KeyDifferences.None);

    internal CsvLimits Limits => new(MaximumRows, MaximumCellBytes);

    internal void ThrowIfNotUsable(string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumRows, 1, $"{parameter}.{nameof(MaximumRows)}");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumCellBytes, 1, $"{parameter}.{nameof(MaximumCellBytes)}");
        ArgumentNullException.ThrowIfNull(OnUnknownOutcome, $"{parameter}.{nameof(OnUnknownOutcome)}");
        ImportName.ThrowIfNotUsable(FileName, parameter);
        RunName.ThrowIfNotUsable(Key, "key", $"{parameter}.{nameof(Key)}");
        RunName.ThrowIfNotUsable(Label, "label", $"{parameter}.{nameof(Label)}");
        Refuse.Null(RowFormat, $"{parameter}.{nameof(RowFormat)}", "Leave it out.");
        RowFormat.ThrowIfNotUsable($"{parameter}.{nameof(RowFormat)}");
        if (DupeMethod == DupeMethod.OverwriteNoCreate)
            throw new ArgumentException($"{parameter}.{nameof(DupeMethod)} is overwriteNoCreate, which only the upserts know.", parameter);
        WireText.ThrowIfNotWritable(DupeMethod.Value, $"{parameter}.{nameof(DupeMethod)}");
    }
}
