using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Primitives;

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

    /// <summary>Reads a plan.</summary>
    /// <exception cref="JobException">It is of a newer version of this library, or is damaged.</exception>
    public static PlannedJob Of(StoredJob job)
    {
        try
        {
            JobOptions options = JsonSerializer.Deserialize(job.Options, JobJsonContext.Default.JobOptions) ?? throw new JsonException("no options");
            return job.Kind switch
            {
                JobKind.Action => new PlannedAction(job.Key, BulkCall.FromJson(job.Content), options),
                JobKind.Import => PlannedImport.Of(job.Key, job.Content, options),
                _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it is of kind {(int)job.Kind}")),
            };
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw Unreadable(job.Key, exception);
        }
    }

    /// <summary>Which records or rows some chunks are about.</summary>
    /// <exception cref="JobException">What the store has of one of them cannot be read.</exception>
    public PlannedChunk[] PlansOf(IEnumerable<StoredChunk> chunks)
    {
        try
        {
            return [.. chunks.Select(PlanOf)];
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw Unreadable(Key, exception);
        }
    }

    private static bool IsUnreadable(Exception exception) =>
        exception is FormatException or JsonException or ArgumentException or InvalidOperationException or NotSupportedException;

    private static JobException Unreadable(string key, Exception exception) => new(
        $"The plan of job {key} cannot be read by this version of the library: {Sentence.End(exception.Message)} If a newer version planned it, "
            + "update the library. Nothing is sent for it here, and other jobs go on.",
        exception);
}
