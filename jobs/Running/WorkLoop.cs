using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>Works on jobs, several steps at a time, until it is stopped.</summary>
internal sealed class WorkLoop(JobWorker worker, OutreachJobsOptions options, TimeProvider time, JobLog log)
{
    private volatile TaskCompletionSource _changed = New();

    /// <summary>Ends at the end of the next step.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Runs.</summary>
    /// <param name="job">Works on one job only; null for all of the account.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="JobStoreException">The store cannot be used, and trying again will not help.</exception>
    public async Task RunAsync(string? job, CancellationToken cancellationToken)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, options.MaximumConcurrentSteps).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    await StepByStepAsync(job, failed.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (failed.IsCancellationRequested)
                {
                }
                catch
                {
                    await failed.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            },
            CancellationToken.None))).ConfigureAwait(false);
    }

    private async Task StepByStepAsync(string? job, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan? delay;
            try
            {
                delay = await worker.AdvanceAsync(job, cancellationToken).ConfigureAwait(false);
            }
            catch (JobStoreException exception) when (exception.IsTransient)
            {
                log.StoreFailed(exception);
                delay = options.MaximumIdle;
            }

            if (delay == TimeSpan.Zero)
            {
                Interlocked.Exchange(ref _changed, New()).TrySetResult();
                continue;
            }

            TimeSpan wait = delay is { } given ? Timers.Shorter(given, options.MaximumIdle) : options.MaximumIdle;
            await Task.Delay(Timers.Round(wait), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
