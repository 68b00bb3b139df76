using Microsoft.Extensions.Options;
using Outreach.Bulk;

namespace Company.Nightly;

/// <summary>Runs the job of the latest night when it starts, and of each night that follows.</summary>
public sealed class NightlyWorker(NightlyJob job, IOptions<WorkerOptions> options, TimeProvider time, ILogger<NightlyWorker> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Night? last = null;

        // It reads the clock every minute, so that it runs on time after somebody set the clock or the machine slept.
        using PeriodicTimer minute = new(TimeSpan.FromMinutes(1), time);
        do
        {
            Night night = Night.LatestAt(time.GetUtcNow(), options.Value.At);
            if (night == last)
                continue;
            try
            {
                await job.RunAsync(night, stoppingToken);
                last = night;
            }
            catch (OutreachBulkException exception) when (exception.IsTransient)
            {
                logger.LogWarning(exception, "{Night} is tried again in a minute", night.Key);
            }
            catch (OutreachBulkException exception)
            {
                // Trying again would end like this again. Alert on this line.
                logger.LogError(exception, "{Night} was not finished. Solve what the error says, and restart the worker", night.Key);
                last = night;
            }
        }
        while (await minute.WaitForNextTickAsync(stoppingToken));
    }
}
