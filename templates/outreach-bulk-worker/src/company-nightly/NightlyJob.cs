using Company.Nightly.OutreachApi;
using Microsoft.Extensions.Options;
using Outreach.Bulk;
using Outreach.Bulk.Jobs;

namespace Company.Nightly;

/// <summary>What is done every night. Change this file first.</summary>
public sealed class NightlyJob(OutreachClient outreach, OutreachJobs jobs, IOptions<WorkerOptions> options, ILogger<NightlyJob> logger)
{
    /// <returns>How it ended; null for a preview.</returns>
    public async Task<JobResult?> RunAsync(Night night, CancellationToken cancellationToken = default)
    {
        BulkCall call = CallOf(night);
        if (options.Value.Preview)
        {
            RecordCount count = await outreach.Batches.CountAsync(call, cancellationToken);
            logger.LogInformation(
                "Preview of {Night}: {Action} would change {Count}, and {Most} are allowed. Nothing was changed: Nightly:Preview is true",
                night.Key, call.Action.Name, count, options.Value.MaxRecords);
            return null;
        }

        // The canary: if the call is wrong, it is wrong for a hundred records, and no further chunk starts.
        JobPlan plan = await jobs.PlanAsync(night.Key, call, new() { Canary = 100, StopAfterFailedShare = 0.02 }, cancellationToken);
        logger.LogInformation("{Plan}", plan);
        Job job = await jobs.StartAsync(plan, cancellationToken);
        JobResult result = await job.WaitForCompletionAsync(cancellationToken: cancellationToken);
        logger.LogInformation("{Result}", result);
        if (result.Status.Failed > 0)
        {
            string report = Path.Combine(options.Value.Folder, $"{night.Key}-failed.csv");
            await result.WriteFailuresAsync(report, cancellationToken);
            logger.LogWarning("{Failed} records failed. They are listed in {Report}", result.Status.Failed, report);
        }

        return result;
    }

    private BulkCall CallOf(Night night) => BulkCall.Of(
        new ProspectsAddTagsParams
        {
            // By createdAt: tagging changes updatedAt, so by that each night would select what the night before has tagged.
            Filter = new() { CreatedAt = new() { AtLeast = night.From, AtMost = night.Until } },

            // A night that selects more has a wrong filter: nothing is sent. Actions that destroy data take a Consent instead.
            Confirm = Confirm.AtMost(options.Value.MaxRecords),
        },
        new ProspectsAddTagsAttributes { Tags = [options.Value.Tag] });
}
