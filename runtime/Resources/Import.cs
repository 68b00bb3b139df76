using System.Collections.ObjectModel;
using System.Text.Json;
using Outreach.Bulk.Resources;

namespace Outreach.Bulk;

/// <summary>
/// An import as the server last told it: a snapshot that never changes. Every attribute may be missing.
/// </summary>
public sealed record Import : IOperationSnapshot<Import>
{
    /// <summary>The import's id.</summary>
    public required long Id { get; init; }

    /// <summary>Where the import is in its life.</summary>
    public OperationState State { get; init; }

    /// <summary>The server's word for the kind of import, such as <c>ImportAccount::Csv</c>.</summary>
    public string? ImportType { get; init; }

    /// <summary>What becomes of rows whose records exist already; <see langword="null"/> when the server did not say.</summary>
    public DupeMethod? DupeMethod { get; init; }

    /// <summary>How many rows there are.</summary>
    public long? Total { get; init; }

    /// <summary>How many rows have a record that exists already.</summary>
    public long? Dupes { get; init; }

    /// <summary>
    /// How many rows failed; <see langword="null"/> when the server did not say, which does not mean that none did.
    /// </summary>
    public long? Failures { get; init; }

    /// <summary>Why the import failed, in the server's words. They may name values.</summary>
    public string? ErrorReason { get; init; }

    /// <summary>The name under which the file was imported.</summary>
    public string? FileName { get; init; }

    /// <summary>The file's size; its unit is not published, most likely bytes.</summary>
    public long? FileSize { get; init; }

    /// <summary>The mapping as the server echoes it.</summary>
    public JsonElement? Mappings { get; init; }

    /// <summary>When the import was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset? StateChangedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The id of the user who created the import.</summary>
    public long? CreatorId { get; init; }

    /// <summary>Attributes that this library does not know, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> OtherAttributes { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>Whether nothing more will happen.</summary>
    public bool IsTerminal => State.IsTerminal;

    static OperationKind IOperationSnapshot<Import>.Kind => OperationKind.Import;

    OperationOutcome IOperationSnapshot<Import>.Outcome => Outcome;

    bool IOperationSnapshot<Import>.IsCanceled => State == OperationState.Canceled;

    bool IOperationSnapshot<Import>.AwaitsDecision => false;

    long IOperationSnapshot<Import>.Processed => Total ?? 0;

    long IOperationSnapshot<Import>.Failed => Failures ?? 0;

    long? IOperationSnapshot<Import>.RecordsMatched => null;

    // Whether Outreach counts the rows of imports is not published: what was reserved for them stays.
    long? IOperationSnapshot<Import>.RecordsTaken => null;

    /// <summary>How it ended, if it ended.</summary>
    internal OperationOutcome Outcome => this switch
    {
        { State: var state } when state != OperationState.Finished => OperationOutcome.Incomplete,
        { Total: 0 } => OperationOutcome.NothingDone,
        { Total: null or < 0 } or { Failures: null or < 0 } => OperationOutcome.Incomplete,
        _ when Failures + Skipped >= Total => OperationOutcome.NothingDone,
        { Failures: > 0 } => OperationOutcome.CompletedWithFailures,
        _ => OperationOutcome.Completed,
    };

    private long Skipped => DupeMethod == Bulk.DupeMethod.Skip ? Math.Max(0, Dupes ?? 0) : 0;

    // The server orders the snapshots of an import by nothing that is known.
    bool IOperationSnapshot<Import>.IsOlderThan(Import known, bool wasDecided) => false;

    bool IOperationSnapshot<Import>.ShowsTheSame(Import other) =>
        (State, Total, Dupes, Failures) == (other.State, other.Total, other.Dupes, other.Failures);

    /// <summary>Names import, state and counts; no values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"import {Id}, {State}, total {Told(Total)}, dupes {Told(Dupes)}, failures {Told(Failures)}");

    private static string Told(long? count) => count is { } told ? FormattableString.Invariant($"{told}") : "?";
}
