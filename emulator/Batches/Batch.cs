using System.Text.Json;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>One job: whom it was fixed on when posted, and how far it has come.</summary>
internal sealed class Batch(long id, IBatchJob job, JsonElement payload)
{
    private BatchSnapshot? _lastRead;
    private BatchSnapshot? _readInEarlierState;

    public long Id => id;

    public IBatchJob Job => job;

    /// <summary>The input, as an element: a tenth of the memory of nodes, and written without a copy.</summary>
    public JsonElement Payload => payload;

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool ConfirmedCountRequired { get; init; }

    public required string State { get; set; }

    /// <summary>The batch whose end this one waits for, or null.</summary>
    public Batch? Predecessor { get; init; }

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
    public bool StaysPending { get; set; }

    /// <summary>After how many items somebody else cancels it; null for never.</summary>
    public int? CancelAfter { get; set; }

    /// <summary>What it was last written as, and what it looked like then.</summary>
    public (BatchSnapshot Snapshot, JsonElement Json)? Cached { get; set; }

    public bool IsOver => State is BatchStates.Finished or BatchStates.Failed or BatchStates.Canceled;

    /// <summary>What a GET shows.</summary>
    public BatchSnapshot Read()
    {
        BatchSnapshot now = Snapshot();
        if (_lastRead is not null && _lastRead.State != now.State)
            _readInEarlierState = _lastRead;
        return _lastRead = now;
    }

    /// <summary>
    /// What a stale GET shows: the last that was shown in another state than the present one; the present where there is none.
    /// </summary>
    public BatchSnapshot ReadStale()
    {
        BatchSnapshot now = Snapshot();
        return _lastRead is not null && _lastRead.State != now.State ? _lastRead : _readInEarlierState ?? now;
    }

    /// <summary>What it looks like now; unlike <see cref="Read"/>, nobody is taken to have seen it.</summary>
    public BatchSnapshot Snapshot() => new(
        State, job.Count, Total, Done, Failures.Count, UpdatedAt, ConfirmedAt, StartedAt, FinishedAt, CanceledAt, Summary);
}
