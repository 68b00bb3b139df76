using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>All batches, and the only place that moves them on: lazily, whenever somebody looks.</summary>
internal sealed class BatchBoard(Database database, ItemWork work, EmulatorOptions options)
{
    private readonly List<Batch> _batches = [];
    private readonly List<Batch> _open = [];
    private readonly DailyAllowance _allowance = new(options.ItemsPerDay);
    private long _nextItemId = 1;

    public IReadOnlyList<Batch> All => _batches;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public Batch? Find(long id) => id >= 1 && id <= _batches.Count ? _batches[(int)id - 1] : null;

    public Batch Post(BulkAction action, IRecordSet records, long[] targets, JsonObject attributes, JsonObject payload, bool skipConfirmation)
    {
        DateTimeOffset now = Now;
        bool ask = !skipConfirmation && (options.ConfirmationThreshold == 0 || targets.Length > options.ConfirmationThreshold);
        var batch = new Batch(_batches.Count + 1, action, records, targets, attributes, payload)
        {
            CreatedAt = now,
            UpdatedAt = now,
            ConfirmedCountRequired = options.ConfirmedCountRequired,
            State = BatchStates.Confirming,
        };
        if (targets.Length > options.ItemsPerBatch)
            Fail(batch, now, $"The batch has {targets.Length} items; at most {options.ItemsPerBatch} are allowed.");
        else if (!ask)
            Queue(batch, now);
        _batches.Add(batch);
        return batch;
    }

    public void Confirm(Batch batch, int? count)
    {
        if (batch.State != BatchStates.Confirming) throw ApiError.Invalid($"A batch that is {batch.State} can't be confirmed.", "/data");
        if (count is null && batch.ConfirmedCountRequired) throw ApiError.Invalid("confirmedCount is required.", "/data");
        if (count is int given && given != batch.Targets.Length)
            throw ApiError.Invalid($"confirmedCount is {given}, but the batch has {batch.Targets.Length} items.", "/data");
        DateTimeOffset now = Now;
        Queue(batch, now);
        batch.ConfirmedAt = now;
    }

    public void Cancel(Batch batch)
    {
        if (batch.IsOver) throw ApiError.Invalid($"A batch that is {batch.State} can't be canceled.", "/data");
        batch.State = BatchStates.Canceled;
        batch.CanceledAt = batch.UpdatedAt = Now;
        _open.Remove(batch);
    }

    public void Advance()
    {
        if (_open.Count == 0) return;
        DateTimeOffset now = Now;
        database.InTransaction(() => _open.ForEach(batch => Advance(batch, now)));
        _open.RemoveAll(batch => batch.IsOver);
    }

    private void Advance(Batch batch, DateTimeOffset now)
    {
        if (batch.State == BatchStates.Pending)
        {
            DateTimeOffset start = batch.QueuedAt + options.PendingTime;
            if (now < start) return;
            batch.State = options.RunningState;
            batch.StartedAt = batch.UpdatedAt = start;
            batch.FirstItemId = _nextItemId;
            _nextItemId += batch.Targets.Length;
        }

        // The rounding slack keeps "ten items after one second" at ten, whatever the rate's last binary digit.
        double due = Math.Floor(((now - batch.StartedAt!.Value).TotalSeconds * options.ItemsPerSecond) + 1e-6);
        int until = double.IsInfinity(options.ItemsPerSecond) || due >= batch.Targets.Length ? batch.Targets.Length : (int)due;
        if (until > batch.Done) batch.UpdatedAt = now;
        for (; batch.Done < until; batch.Done++)
        {
            if (work.Run(batch, batch.Targets[batch.Done]) is string failure) batch.Failures[batch.Done] = failure;
        }

        if (batch.Done < batch.Targets.Length) return;
        batch.State = BatchStates.Finished;
        batch.FinishedAt = batch.UpdatedAt = batch.StartedAt.Value.AddSeconds(batch.Targets.Length / options.ItemsPerSecond);
        if (batch.Failures.Count > 0) batch.Summary = $"{batch.Failures.Count} of {batch.Total} items failed.";
    }

    private void Queue(Batch batch, DateTimeOffset now)
    {
        if (!_allowance.TrySpend(batch.Targets.Length, now))
        {
            string spent = $"The daily allowance of {options.ItemsPerDay} items is spent.";
            if (options.DailyAllowanceRefuses) throw ApiError.Invalid(spent, "/data");
            Fail(batch, now, spent);
            return;
        }

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
