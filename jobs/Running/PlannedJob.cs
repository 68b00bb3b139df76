using System.Text.Json;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>What of a job stays as it was planned.</summary>
internal abstract record PlannedJob(string Key, JobOptions Options)
{
    /// <summary>The action's name in the API.</summary>
    public abstract string ActionName { get; }

    /// <summary>Whether a chunk whose batch was not found is sent again.</summary>
    public virtual bool MayResend => false;

    /// <summary>Whether a batch may match fewer records once another has acted on them. In doubt it may.</summary>
    public virtual bool IsShrinking => true;

    public abstract ChunkStep StepOf(StepContext context, StoredChunk chunk);

    /// <summary>Which records or rows a chunk is about.</summary>
    public abstract PlannedChunk PlanOf(StoredChunk chunk);

    /// <summary>Removes what belongs to the job alone, now that all of it was done.</summary>
    public virtual void RemoveLeftovers()
    {
    }

    public static PlannedJob Of(StoredJob job)
    {
        JobOptions options = JsonSerializer.Deserialize(job.Options, JobJsonContext.Default.JobOptions)!;
        return job.Kind switch
        {
            JobKind.Action => new PlannedAction(job.Key, BulkCall.FromJson(job.Content), options),
            JobKind.Import => PlannedImport.Of(job.Key, job.Content, options),
            _ => throw new JobStoreException(
                FormattableString.Invariant($"Job {job.Key} is of a kind ({(int)job.Kind}) that this version does not know. Update the library.")),
        };
    }
}
