using System.Text.Json;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>One job: whom it was fixed on when posted, and how far it has come.</summary>
internal sealed class Batch(long id, IBatchJob job, JsonElement payload)
{
    private BatchPicture? _shown;
    private BatchPicture? _shownBefore;

    public long Id => id;

    public IBatchJob Job => job;

    /// <summary>The input, as an element: a tenth of the memory of nodes, and written without a copy.</summary>
    public JsonElement Payload => payload;

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool ConfirmedCountRequired { get; init; }

    public required string State { get; set; }

    /// <summary>The batch whose end this one waits for, or null.</summary>
    public Batch? After { get; init; }

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

    public int Total => StartedAt is null ? 0 : job.Count;

    /// <summary>How many items are through; they are worked in order.</summary>
    public int Done { get; set; }

    /// <summary>Failure text by index of the item.</summary>
    public Dictionary<int, string> Failures { get; } = [];

    /// <summary>Whether its work never starts.</summary>
    public bool IsStuck { get; set; }

    /// <summary>After how many items somebody else cancels it; null for never.</summary>
    public int? CancelAfter { get; set; }

    /// <summary>What it was last written as, and what it looked like then.</summary>
    public (BatchPicture Picture, JsonElement Text)? Written { get; set; }

    public bool IsOver => State is BatchStates.Finished or BatchStates.Failed or BatchStates.Canceled;

    /// <summary>What it looks like now, to be shown to somebody.</summary>
    public BatchPicture Show()
    {
        BatchPicture now = Picture();
        if (_shown is not null && _shown.State != now.State) _shownBefore = _shown;
        return _shown = now;
    }

    /// <summary>What it was last shown as in another state than its present one; its present look where there is none.</summary>
    public BatchPicture ShowStale()
    {
        BatchPicture now = Picture();
        return _shown is not null && _shown.State != now.State ? _shown : _shownBefore ?? now;
    }

    private BatchPicture Picture() => new(
        State, job.Count, Total, Done, Failures.Count, UpdatedAt, ConfirmedAt, StartedAt, FinishedAt, CanceledAt, Summary);
}
