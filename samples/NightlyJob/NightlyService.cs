using NightlyJob.OutreachApi;
using Outreach.Bulk;
using Outreach.Bulk.Jobs;

namespace NightlyJob;

/// <summary>Plans each night's job, starts it and waits for its end. Any number of processes may: the key makes it one job.</summary>
internal sealed partial class NightlyService(
    Settings settings, OutreachJobs jobs, TimeProvider time, IHostApplicationLifetime host, ILogger<NightlyService> logger) : BackgroundService
{
    // A night that selects more has a wrong filter: nothing is planned, and somebody looks.
    private const long MostRecords = 400_000;

    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    /// <summary>Why the latest night was not brought to its end so far; null when nothing is wrong.</summary>
    public string? Problem { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (settings.Now)
                await RunOnceAsync(stoppingToken);
            else
                await RunEveryNightAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The job is left as it is; who starts next goes on with it.
        }
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        Environment.ExitCode = 1;
        try
        {
            JobResult result = await RunAsync(settings.Schedule.LatestAt(time.GetUtcNow()), cancellationToken);
            if (result.Status.Failed > 0)
                await result.WriteFailuresAsync($"{result.Status.Key}-failed.csv", cancellationToken);
            Environment.ExitCode = result.Outcome is OperationOutcome.Completed or OperationOutcome.NothingDone ? 0 : 1;
        }
        catch (Exception exception) when (exception is JobException or JobStoreException or OutreachBulkException)
        {
            LogLeft(logger, exception);
        }
        finally
        {
            host.StopApplication();
        }
    }

    private async Task RunEveryNightAsync(CancellationToken cancellationToken)
    {
        Night? last = null;
        while (true)
        {
            // A look at the clock now and then, rather than one long wait, holds when the clock is set or the machine sleeps.
            Night night = settings.Schedule.LatestAt(time.GetUtcNow());
            if (night != last)
            {
                try
                {
                    await RunAsync(night, cancellationToken);
                    last = night;
                    Problem = null;
                }
                catch (JobException exception)
                {
                    // Somebody must decide. Once they have, workers go on with it.
                    LogLeft(logger, exception);
                    last = night;

                    // A job that stopped is in the store, and told of until somebody has decided.
                    Problem = exception is JobStoppedException ? null : $"{night.Key}: {exception.Message}";
                }
                catch (Exception exception) when (exception is JobStoreException or OutreachBulkException)
                {
                    LogTriedAgain(logger, night.Key, s_look, exception);
                    Problem = $"{night.Key} is tried again: {exception.Message}";
                }
            }

            await Task.Delay(s_look, time, cancellationToken);
        }
    }

    private async Task<JobResult> RunAsync(Night night, CancellationToken cancellationToken)
    {
        JobPlan plan = await jobs.PlanAsync(
            night.Key, CallOf(night), new() { Canary = 100, StopAfterFailedShare = 0.02 }, cancellationToken);
        LogPlan(logger, plan);
        Job job = await jobs.StartAsync(plan, cancellationToken);
        JobResult result = await job.WaitForCompletionAsync(
            new Progress<JobStatus>(status => LogProgress(logger, status)), cancellationToken: cancellationToken);
        LogEnded(logger, result);
        return result;
    }

    // Tagging a prospect moves its updatedAt: a night that asked for what was updated since the last one would get all that the last one
    // tagged, for ever. createdAt stays. Both ends are the schedule's and not the clock's, so that a restart asks for the same; a prospect
    // made on the very instant is in two nights, since none would lose it.
    private static BulkCall CallOf(Night night) => BulkCall.Of(
        new ProspectsAddTagsParams
        {
            Filter = new() { CreatedAt = new() { AtLeast = night.From, AtMost = night.Until } },
            Confirm = Confirm.AtMost(MostRecords),
        },
        new ProspectsAddTagsAttributes { Tags = ["new"] });

    [LoggerMessage(1, LogLevel.Information, "{Plan}")]
    private static partial void LogPlan(ILogger logger, JobPlan plan);

    [LoggerMessage(2, LogLevel.Information, "{Status}")]
    private static partial void LogProgress(ILogger logger, JobStatus status);

    [LoggerMessage(3, LogLevel.Information, "{Result}")]
    private static partial void LogEnded(ILogger logger, JobResult result);

    [LoggerMessage(4, LogLevel.Warning, "{Key} is tried again in {Delay}")]
    private static partial void LogTriedAgain(ILogger logger, string key, TimeSpan delay, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "The night's job did not end; somebody must look")]
    private static partial void LogLeft(ILogger logger, Exception exception);
}
