using System.Text.Json;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>All batches, and the only place that advances them: lazily, whenever somebody looks.</summary>
internal sealed class BatchScheduler(Database database, EmulatorOptions options)
{
    private readonly List<Batch> _batches = [];
    private readonly List<Batch> _open = [];
    private readonly DailyAllowance _allowance = new(options.ItemsPerDay);
    private long _nextItemId = 1;

    public IReadOnlyList<Batch> All => _batches;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private string Spent => $"The daily allowance of {options.ItemsPerDay} items is spent.";

    public Batch? Find(long id) => id >= 1 && id <= _batches.Count ? _batches[(int)id - 1] : null;

    public Batch Post(IBatchJob job, JsonElement payload, bool skipConfirmation)
    {
        DateTimeOffset now = Now;
        bool ask = !skipConfirmation && (options.ConfirmationThreshold == 0 || job.Count > options.ConfirmationThreshold);
        Batch batch = New(job, payload, now, predecessor: null);
        if (job.Count > options.ItemsPerBatch)
            Fail(batch, now, $"The batch has {job.Count} items; at most {options.ItemsPerBatch} are allowed.");
        else if (!ask)
            Queue(batch, now);
        _batches.Add(batch);
        return batch;
    }

    /// <summary>Posts the batches of one import: nobody confirms them, and each waits for the one before it.</summary>
    public List<Batch> PostSequentially(IEnumerable<IBatchJob> jobs, JsonElement payload)
    {
        DateTimeOffset now = Now;
        List<Batch> posted = [];
        foreach (IBatchJob job in jobs)
        {
            Batch batch = New(job, payload, now, posted.LastOrDefault());
            Start(batch, now);
            _batches.Add(batch);
            posted.Add(batch);
        }

        return posted;
    }

    /// <summary>Takes items from the daily allowance; answers why it can't, or throws that where it refuses.</summary>
    public string? Spend(int items)
    {
        if (_allowance.TrySpend(items, Now))
            return null;
        return options.DailyAllowanceRefuses ? throw ApiException.Invalid(Spent, "/data") : Spent;
    }

    public void Confirm(Batch batch, int? count)
    {
        if (batch.State != BatchStates.Confirming)
            throw ApiException.Invalid($"A batch that is {batch.State} can't be confirmed.", "/data");
        if (count is null && batch.ConfirmedCountRequired)
            throw ApiException.Invalid("confirmedCount is required.", "/data");
        if (count is int given && given != batch.Job.Count)
            throw ApiException.Invalid($"confirmedCount is {given}, but the batch has {batch.Job.Count} items.", "/data");
        DateTimeOffset now = Now;
        Queue(batch, now);
        batch.ConfirmedAt = now;
    }

    public void Cancel(Batch batch)
    {
        if (batch.IsOver)
            throw ApiException.Invalid($"A batch that is {batch.State} can't be canceled.", "/data");
        batch.State = BatchStates.Canceled;
        batch.CanceledAt = batch.UpdatedAt = Now;
        _open.Remove(batch);
    }

    /// <summary>Lets faults have their way with a batch that was just made and answered.</summary>
    public void ApplyFaults(Batch batch, InjectedFaults faults)
    {
        batch.StaysPending = faults.Find(FaultKind.StayPending) is not null;
        batch.CancelAfter = (int?)faults.Find(FaultKind.CancelBatch)?.Amount;
        if (batch is { CancelAfter: 0, IsOver: false })
            Cancel(batch);
        if (batch.State == BatchStates.Confirming && faults.Find(FaultKind.ConfirmBatch) is not null)
            Confirm(batch, batch.Job.Count);
    }

    public void Advance()
    {
        if (_open.Count == 0)
            return;
        DateTimeOffset now = Now;
        database.InTransaction(() => _open.ForEach(batch => Advance(batch, now)));
        _open.RemoveAll(batch => batch.IsOver);
    }

    private void Advance(Batch batch, DateTimeOffset now)
    {
        if (batch.State == BatchStates.Pending)
        {
            if (batch.StaysPending || batch.Predecessor is { IsOver: false })
                return;
            DateTimeOffset before = batch.Predecessor?.FinishedAt ?? batch.Predecessor?.CanceledAt ?? batch.QueuedAt;
            DateTimeOffset start = before + options.PendingTime;
            if (now < start)
                return;
            batch.State = options.RunningState;
            batch.StartedAt = batch.UpdatedAt = start;
            batch.FirstItemId = _nextItemId;
            _nextItemId += batch.Job.Count;
        }

        // The rounding slack keeps "ten items after one second" at ten, whatever the rate's last binary digit.
        double due = Math.Floor(((now - batch.StartedAt!.Value).TotalSeconds * options.ItemsPerSecond) + 1e-6);
        int until = double.IsInfinity(options.ItemsPerSecond) || due >= batch.Job.Count ? batch.Job.Count : (int)due;
        bool canceled = until >= batch.CancelAfter && batch.CancelAfter < batch.Job.Count;
        if (canceled)
            until = batch.CancelAfter!.Value;
        if (until > batch.Done)
            batch.UpdatedAt = now;
        for (; batch.Done < until; batch.Done++)
        {
            if (batch.Job.Run(batch.Done) is string failure)
                batch.Failures[batch.Done] = failure;
        }

        if (canceled)
        {
            batch.State = BatchStates.Canceled;
            batch.CanceledAt = batch.UpdatedAt = now;
        }

        if (batch.IsOver || batch.Done < batch.Job.Count)
            return;
        batch.State = BatchStates.Finished;
        batch.FinishedAt = batch.UpdatedAt = batch.StartedAt.Value.AddSeconds(batch.Job.Count / options.ItemsPerSecond);
        if (batch.Failures.Count > 0)
            batch.Summary = $"{batch.Failures.Count} of {batch.Total} items failed.";
    }

    private Batch New(IBatchJob job, JsonElement payload, DateTimeOffset now, Batch? predecessor) => new(_batches.Count + 1, job, payload)
    {
        CreatedAt = now,
        UpdatedAt = now,
        ConfirmedCountRequired = options.ConfirmedCountRequired,
        State = BatchStates.Confirming,
        Predecessor = predecessor,
    };

    private void Queue(Batch batch, DateTimeOffset now)
    {
        if (Spend(batch.Job.Count) is string spent)
            Fail(batch, now, spent);
        else
            Start(batch, now);
    }

    private void Start(Batch batch, DateTimeOffset now)
    {
        batch.State = BatchStates.Pending;
        batch.QueuedAt = batch.UpdatedAt = now;
        _open.Add(batch);
    }

    private static void Fail(Batch batch, DateTimeOffset now, string why)
    {
        batch.State = BatchStates.Failed;
        batch.FinishedAt = batch.UpdatedAt = now;
        batch.Summary = why;
    }
}
