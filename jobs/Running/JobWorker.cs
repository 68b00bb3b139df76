using System.Collections.Concurrent;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>What a process does about jobs: it claims a chunk, does one step, and writes what it came to.</summary>
internal sealed class JobWorker(StepContext context, JobPurge purge, string account, OutreachJobsOptions options)
{
    // What is on its way when a process is asked to stop gets so long to be answered.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_afterError = TimeSpan.FromMinutes(1);

    private readonly string _name = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    // Plans never change: a job that was planned anew has another id.
    private readonly ConcurrentDictionary<string, PlannedJob> _plans = new();

    // The ids of plans that this version cannot read, which other processes may. They are not claimed again.
    private readonly Lock _passing = new();
    private volatile string _unreadable = "";

    private JobStore Store => context.Store;

    private TimeProvider Time => context.Connection.Options.TimeProvider;

    /// <summary>Does at most one step.</summary>
    /// <param name="job">Of one job only; null for all of the account.</param>
    /// <param name="cancellationToken">Asks to come to an end. A request on its way gets five seconds to be answered.</param>
    /// <returns>How long until there may be something to do; null when never by itself.</returns>
    public async Task<TimeSpan?> AdvanceAsync(string? job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource givingUp = new(Timeout.InfiniteTimeSpan, Time);
        CancellationTokenRegistration stopping = cancellationToken.UnsafeRegister(_ => givingUp.CancelAfter(s_grace), null);
        await using (stopping.ConfigureAwait(false))
        {
            // A claim that is given up half way may have been made all the same, and others would wait until its lease is over.
            ChunkClaim claim = await Store.Chunks.ClaimAsync(account, job, _name, options.Lease, givingUp.Token, _unreadable)
                .ConfigureAwait(false);
            if (claim.Chunk is { } chunk)
            {
                await StepAsync(claim, chunk, cancellationToken, givingUp.Token).ConfigureAwait(false);
                return TimeSpan.Zero;
            }

            if (job is null)
                await purge.RunNowAndThenAsync(cancellationToken).ConfigureAwait(false);
            return claim.Delay;
        }
    }

    // Whatever becomes of the step, the chunk is handed back.
    private async Task StepAsync(ChunkClaim claim, StoredChunk chunk, CancellationToken stopping, CancellationToken givingUp)
    {
        LeaseKeeper keeper = new(Store.Chunks, chunk, options.Lease, Time);
        bool isWritten = false;
        try
        {
            if (await PlanAsync(chunk.Job, claim.PlanId!, givingUp).ConfigureAwait(false) is not { } plan)
                return;
            ChunkChange? change = await ChangeOfAsync(plan, chunk, claim.Wish, stopping, givingUp).ConfigureAwait(false);
            isWritten = change is not null && await Store.Chunks.ChangeAsync(chunk, change, givingUp).ConfigureAwait(false);
            if (isWritten)
                context.Log.Stepped(chunk, change!);
            if (isWritten && plan is PlannedImport && change is { Outcome: ChunkOutcome.Completed })
                await RemoveIfDoneAsync(plan, givingUp).ConfigureAwait(false);
        }
        finally
        {
            await keeper.DisposeAsync().ConfigureAwait(false);
            if (!isWritten)
                await Store.Chunks.ReleaseAsync(chunk, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // An error that no step expects must not be met again at once, and again.
    private async Task<ChunkChange?> ChangeOfAsync(
        PlannedJob plan, StoredChunk chunk, JobWish wish, CancellationToken stopping, CancellationToken givingUp)
    {
        try
        {
            return await plan.StepOf(context, chunk).RunAsync(wish, stopping, givingUp).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or JobStoreException))
        {
            context.Log.StepFailed(chunk.Job, chunk.Number, exception);
            string reason = $"{exception.GetType().Name}: {exception.Message}";
            return new()
            {
                State = chunk.State,
                Delay = s_afterError,
                Looks = chunk.Looks,
                Misses = chunk.Misses + 1,
                Matched = chunk.Matched,
                Processed = chunk.Processed,
                Failed = chunk.Failed,
                Reason = reason,
                StopJob = FormattableString.Invariant($"A step of chunk {chunk.Number} failed: {reason}"),
            };
        }
    }

    // What failed may have to be looked at, or be done again.
    private async Task RemoveIfDoneAsync(PlannedJob plan, CancellationToken cancellationToken)
    {
        if ((await Store.Jobs.ChunksAsync(plan.Key, cancellationToken).ConfigureAwait(false)).TrueForAll(chunk => chunk.Outcome == ChunkOutcome.Completed))
            plan.RemoveLeftovers();
    }

    /// <returns>The plan; null when it cannot be read, or was removed since the claim.</returns>
    private async Task<PlannedJob?> PlanAsync(string key, string planId, CancellationToken cancellationToken)
    {
        if (_plans.TryGetValue(planId, out PlannedJob? known))
            return known;
        if (await Store.Jobs.FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } job || job.PlanId != planId)
            return null;
        try
        {
            return _plans.GetOrAdd(planId, static (_, job) => PlannedJob.Of(job), job);
        }
        catch (JobException exception)
        {
            Pass(planId, key, exception);
            return null;
        }
    }

    private void Pass(string planId, string key, JobException exception)
    {
        lock (_passing)
        {
            if (_unreadable.Contains(planId, StringComparison.Ordinal))
                return;
            _unreadable += $"{planId} ";
        }

        context.Log.PlanUnreadable(key, exception);
    }
}
