using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Resources;

namespace Outreach.Bulk;

/// <summary>
/// A batch as the server last told it: a snapshot that never changes. Every attribute may be missing.
/// </summary>
public sealed record Batch : IOperationSnapshot<Batch>
{
    /// <summary>The batch's id.</summary>
    public required long Id { get; init; }

    /// <summary>Where the batch is in its life.</summary>
    public OperationState State { get; init; }

    /// <summary>The server's own word for the action, such as <c>bulk_modify</c>; not the action's name in the path.</summary>
    public string? Action { get; init; }

    /// <summary>How many records matched; a batch that is confirmed is confirmed for this many.</summary>
    public long? ConfirmCount { get; init; }

    /// <summary>Whether confirming takes the count. This library always sends it.</summary>
    public bool? ConfirmedCountRequired { get; init; }

    /// <summary>How many batch items were created so far; 0 until work starts.</summary>
    public long? Total { get; init; }

    /// <summary>How many items are still to be worked on.</summary>
    public long? Pending { get; init; }

    /// <summary>
    /// How many items failed; <see langword="null"/> when the server did not say, which does not mean that none did. (Counts that are read
    /// off what is known, such as <see cref="Processed"/>, are never <see langword="null"/>.)
    /// </summary>
    public long? Failures { get; init; }

    /// <summary>When the batch was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was confirmed.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When work started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it was cancelled.</summary>
    public DateTimeOffset? CanceledAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What the batch belongs to: <c>Import</c> for an import's batches, empty otherwise.</summary>
    public string? ContextType { get; init; }

    /// <summary>The id of what the batch belongs to; 0 when it belongs to nothing.</summary>
    public long? ContextId { get; init; }

    /// <summary>The id of the user who created the batch.</summary>
    public long? CreatorId { get; init; }

    /// <summary>The request as the server echoes it; its form is not published.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>What the server says about failures; its form is not published.</summary>
    public JsonElement? Summary { get; init; }

    /// <summary>Attributes that this library does not know, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> OtherAttributes { get; init; } =
        ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>
    /// How many records matched: <see cref="ConfirmCount"/>, or <see cref="Total"/> where there is none; never negative,
    /// <see langword="null"/> when the server gave none yet, or none that can be one. There may be several items for a record, so that
    /// <see cref="Total"/> is larger.
    /// </summary>
    public long? MatchedCount => (ConfirmCount, Total) switch
    {
        (> 0, _) => ConfirmCount,
        (_, > 0) => Total,
        (0, _) => 0,
        (_, 0) when IsTerminal => 0,
        _ => null,
    };

    /// <summary>Whether nothing more will happen: the state says so, or the batch has an end or a cancellation.</summary>
    public bool IsTerminal => State.IsTerminal || FinishedAt is not null || CanceledAt is not null;

    /// <summary>How many items have been worked on, failed ones included; 0 until work starts.</summary>
    public long Processed => Total is > 0 ? Math.Max(0, Total.Value - (Pending ?? 0)) : 0;

    /// <summary>The share that has been worked on, from 0 to 1. A finished batch is at 1.</summary>
    public double Fraction => State == OperationState.Finished ? 1
        : Total is > 0 ? Math.Clamp((double)Processed / Total.Value, 0, 1)
        : 0;

    static OperationKind IOperationSnapshot<Batch>.Kind => OperationKind.Batch;

    OperationOutcome IOperationSnapshot<Batch>.Outcome => Outcome;

    bool IOperationSnapshot<Batch>.IsCanceled => IsCanceled;

    bool IOperationSnapshot<Batch>.AwaitsDecision => AwaitsDecision;

    long IOperationSnapshot<Batch>.Failed => Failures ?? 0;

    long? IOperationSnapshot<Batch>.RecordsMatched => MatchedCount ?? 0;

    // A batch that came to its end without an item has done nothing, whatever it matched.
    long? IOperationSnapshot<Batch>.RecordsTaken =>
        IsTerminal && Total is null or 0 && State != OperationState.Finished ? 0
        : Total > MatchedCount ? Total
        : MatchedCount;

    /// <summary>How it ended, if it ended.</summary>
    internal OperationOutcome Outcome => this switch
    {
        { HasFinished: false } => OperationOutcome.Incomplete,
        { MatchedCount: 0 } => OperationOutcome.NothingDone,
        { TriedAll: true, Failures: 0 } => OperationOutcome.Completed,
        { TriedAll: true, Failures: > 0 } => OperationOutcome.CompletedWithFailures,
        _ => OperationOutcome.Incomplete,
    };

    /// <summary>How many records were tried; null when the server does not say. One that tells no total may tell that nothing is pending.</summary>
    internal long? Tried => Total is { } total ? total - (Pending ?? 0) : Pending is { } pending ? ConfirmCount - pending : null;

    /// <summary>Whether it waits for a decision that nobody has taken: the state's word can lag behind the confirmation.</summary>
    internal bool AwaitsDecision => State == OperationState.Confirming && ConfirmedAt is null && !IsTerminal;

    /// <summary>Whether it was cancelled, by whichever of its attributes.</summary>
    internal bool IsCanceled => State == OperationState.Canceled || CanceledAt is not null;

    /// <summary>Whether <see cref="MatchedCount"/> is the last word; a running batch's <see cref="Total"/> may still grow.</summary>
    internal bool IsCounted => ConfirmCount >= 0 || IsTerminal || State == OperationState.Confirming;

    private bool HasFinished => State == OperationState.Finished && CanceledAt is null && Pending is null or 0;

    private bool TriedAll => Tried > 0 && !(Total < ConfirmCount);

    bool IOperationSnapshot<Batch>.IsOlderThan(Batch known, bool wasDecided) =>
        IsTerminal != known.IsTerminal
            ? known.IsTerminal
            : Timestamps.IsBefore(UpdatedAt, known.UpdatedAt)
                || (!IsTerminal
                    && ((known.ConfirmedAt is not null && ConfirmedAt is null)
                        || (known.StartedAt is not null && StartedAt is null)
                        || (wasDecided
                            && AwaitsDecision
                            && !known.AwaitsDecision
                            && !Timestamps.IsBefore(known.UpdatedAt, UpdatedAt))));

    bool IOperationSnapshot<Batch>.ShowsTheSame(Batch other) =>
        (State, ConfirmCount, Total, Pending, Failures, IsTerminal)
        == (other.State, other.ConfirmCount, other.Total, other.Pending, other.Failures, other.IsTerminal);

    /// <summary>Names batch, state and counts; no values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"batch {Id}, {State}, matched {Told(MatchedCount)}, total {Told(Total)}, pending {Told(Pending)}, failures {Told(Failures)}");

    private static string Told(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
