using Outreach.Bulk.Jobs.Running;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs;

/// <summary>The handle of a job in a store. Letting go of it leaves the job alone.</summary>
public sealed class Job
{
    private readonly OutreachJobs _jobs;

    internal Job(OutreachJobs jobs, string key)
    {
        _jobs = jobs;
        Key = key;
    }

    /// <summary>The job's key: all that is needed to find it again, in any process.</summary>
    public string Key { get; }

    /// <summary>Reads how the job is.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job with its chunks.</returns>
    /// <exception cref="JobException">It is not in the store any more.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public async Task<JobStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        await _jobs.StatusAsync(Key, cancellationToken).ConfigureAwait(false) ?? throw Gone();

    /// <summary>Works on the job, beside others that do, until it has ended or somebody must decide.</summary>
    /// <param name="progress">Receives each change.</param>
    /// <param name="deadline">How long to wait: more than zero; <see langword="null"/> for as long as it takes.</param>
    /// <param name="cancellationToken">
    /// Stops working: nothing is sent any more, what is on its way gets five seconds, and the job is left as it is.
    /// </param>
    /// <returns>How it ended.</returns>
    /// <exception cref="JobStoppedException">
    /// It stopped, was paused or cancelled, or the deadline passed. What is under way goes on.
    /// </exception>
    /// <exception cref="JobException">It was not started, is not in the store any more, or its plan cannot be read by this version.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<JobResult> WaitForCompletionAsync(
        IProgress<JobStatus>? progress = null, TimeSpan? deadline = null, CancellationToken cancellationToken = default)
    {
        if (deadline is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(deadline));
        JobStatus status = await _jobs.WorkAsync(this, progress, deadline, cancellationToken).ConfigureAwait(false);
        return status.State switch
        {
            JobState.Ended => new(_jobs.Connection, await _jobs.PlanOfAsync(Key, cancellationToken).ConfigureAwait(false) ?? throw Gone(), status),
            JobState.Planned => throw new JobException($"Job {Key} is planned and was not started. Start it first."),
            JobState.Paused => throw new JobStoppedException($"Job {Key} is paused. {nameof(ResumeAsync)} lets it go on.", status),
            JobState.Canceled => throw new JobStoppedException($"Job {Key} was cancelled. What was done by then stays done.", status),
            JobState.Stopped => throw new JobStoppedException(
                $"Job {Key} stopped: {Sentence.End(status.StopReason!)} {nameof(ResumeAsync)} lets it go on, {nameof(CancelAsync)} ends it.", status),
            _ => throw new JobStoppedException($"The wait for job {Key} ended after {deadline}. It was left as it is ({status}).", status),
        };
    }

    /// <summary>Starts no further chunk until the job is resumed. Those that run come to their end.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when that is written.</returns>
    /// <exception cref="JobException">The job was not started, or is not in the store any more.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public Task PauseAsync(CancellationToken cancellationToken = default) => WishAsync(JobWish.Pause, cancellationToken);

    /// <summary>Lets a job go on that was paused or that stopped.</summary>
    /// <inheritdoc cref="PauseAsync" path="/*[not(self::summary)]"/>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => WishAsync(JobWish.Run, cancellationToken);

    /// <summary>
    /// Starts no chunk any more, and a plan that was not started cannot be started any more. That cannot be taken back, but by
    /// <see cref="RedriveAsync"/>.
    /// </summary>
    /// <param name="cancelRunning">
    /// Whether batches that run are cancelled too; what they have done stays done. Default <see langword="false"/>: they come to their end.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when that is written. Workers do it.</returns>
    /// <exception cref="JobException">The job is not in the store any more.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public Task CancelAsync(bool cancelRunning = false, CancellationToken cancellationToken = default) =>
        WishAsync(cancelRunning ? JobWish.CancelRunning : JobWish.Cancel, cancellationToken);

    /// <summary>Starts chunks again that came to no good end, under the same plan: those that failed, were cancelled or skipped.</summary>
    /// <param name="includeUnknown">
    /// Whether those with an unknown end start again too. Say so only after somebody looked: their batches may have acted.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many chunks start again.</returns>
    /// <exception cref="JobException">The job is not in the store any more, or its plan cannot be read by this version.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public Task<int> RedriveAsync(bool includeUnknown = false, CancellationToken cancellationToken = default) =>
        RedriveAgreedAsync(includeUnknown, null, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"job {Key}";

    /// <summary>The ends after which a chunk starts again.</summary>
    internal static ChunkOutcome[] Redriven(bool includeUnknown) =>
    [
        ChunkOutcome.Failed, ChunkOutcome.Canceled, ChunkOutcome.OutOfBounds, ChunkOutcome.Skipped, ChunkOutcome.Incomplete,
        .. includeUnknown ? (ChunkOutcome[])[ChunkOutcome.Unknown] : [],
    ];

    /// <summary>Starts chunks again if they have exactly as many records as somebody agreed to; null for any number.</summary>
    /// <exception cref="JobException">They have another number, and none starts again.</exception>
    internal async Task<int> RedriveAgreedAsync(bool includeUnknown, long? agreed, CancellationToken cancellationToken)
    {
        StoredJob stored = await _jobs.Store.Jobs.FindAsync(Key, cancellationToken).ConfigureAwait(false) ?? throw Gone();
        return await _jobs.Store.Jobs
            .ReopenAsync(Key, Redriven(includeUnknown), PlannedJob.Of(stored).IsShrinking, agreed, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>What it has come to by now, whether or not it has ended.</summary>
    /// <exception cref="JobException">The job is not in the store any more.</exception>
    internal async Task<JobResult> ResultSoFarAsync(CancellationToken cancellationToken) => new(
        _jobs.Connection,
        await _jobs.PlanOfAsync(Key, cancellationToken).ConfigureAwait(false) ?? throw Gone(),
        await GetStatusAsync(cancellationToken).ConfigureAwait(false));

    private async Task WishAsync(JobWish wish, CancellationToken cancellationToken)
    {
        StoredJob job = await _jobs.Store.Jobs.WishAsync(Key, wish, cancellationToken).ConfigureAwait(false) ?? throw Gone();
        if (job.Wish == JobWish.None)
            throw new JobException($"Job {Key} is planned and was not started. It can be started or cancelled.");
    }

    private JobException Gone() => new($"Job {Key} is not in the store: it was removed, or another store is meant.");
}
