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

    /// <summary>How many items failed.</summary>
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

    bool IOperationSnapshot<Batch>.AwaitsDecision => AwaitsDecision;

    long IOperationSnapshot<Batch>.Failed => Failures ?? 0;

    long? IOperationSnapshot<Batch>.RecordsMatched => MatchedCount ?? 0;

    // A batch that came to its end without an item has done nothing, whatever it matched.
    long? IOperationSnapshot<Batch>.RecordsTaken =>
        IsTerminal && Total is null or 0 && State != OperationState.Finished ? 0
        : Total > MatchedCount ? Total
        : MatchedCount;

    /// <summary>Whether it waits for a decision that nobody has taken: the state's word can lag behind the confirmation.</summary>
    internal bool AwaitsDecision => State == OperationState.Confirming && ConfirmedAt is null && !IsTerminal;

    /// <summary>Whether it was cancelled, by whichever of its attributes.</summary>
    internal bool IsCanceled => State == OperationState.Canceled || CanceledAt is not null;

    /// <summary>Whether <see cref="MatchedCount"/> is the last word; a running batch's <see cref="Total"/> may still grow.</summary>
    internal bool IsCounted => ConfirmCount >= 0 || IsTerminal || State == OperationState.Confirming;

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
            $"batch {Id}, {State}, matched {MatchedCount?.ToString(CultureInfo.InvariantCulture) ?? "?"}, "
                + $"total {Total ?? 0}, pending {Pending ?? 0}, failures {Failures ?? 0}");
}
