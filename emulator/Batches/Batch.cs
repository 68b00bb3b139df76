using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>One job: whom it was fixed on when posted, and how far it has come.</summary>
internal sealed class Batch(long id, BulkAction action, IRecordSet records, long[] targets, JsonObject attributes, JsonObject payload)
{
    public long Id => id;

    public BulkAction Action => action;

    public IRecordSet Records => records;

    public long[] Targets => targets;

    public JsonObject Attributes => attributes;

    public JsonObject Payload => payload;

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool ConfirmedCountRequired { get; init; }

    public required string State { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Since when it waits for its work to start: the POST, or the confirmation.</summary>
    public DateTimeOffset QueuedAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    public string? Summary { get; set; }

    /// <summary>The id of the first item; those of the others follow. Items exist from the start of the work on.</summary>
    public long FirstItemId { get; set; }

    public int Total => StartedAt is null ? 0 : targets.Length;

    /// <summary>How many items are through; they are worked in the order of <see cref="Targets"/>.</summary>
    public int Done { get; set; }

    /// <summary>Failure text by index of the item.</summary>
    public Dictionary<int, string> Failures { get; } = [];

    public bool IsOver => State is BatchStates.Finished or BatchStates.Failed or BatchStates.Canceled;
}
