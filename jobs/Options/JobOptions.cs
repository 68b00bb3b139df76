using Outreach.Bulk.Jobs.Options;

namespace Outreach.Bulk.Jobs;

/// <summary>How a job is planned and driven. They are written down with the plan.</summary>
public sealed record JobOptions
{
    /// <summary>The most records of a chunk when it is planned.</summary>
    /// <value>
    /// 1 to <see cref="OutreachBulkOptions.MaximumItems"/>. Default 95 000: a request takes 100 000, and records come between the plan and the
    /// last chunk.
    /// </value>
    public int RecordsPerChunk { get; init; } = 95_000;

    /// <summary>How many records a first, small chunk has at most, whose end all others wait for.</summary>
    /// <value>1 or more. Default <see langword="null"/>: no such chunk.</value>
    public int? Canary { get; init; }

    /// <summary>From which share of failed records on no further chunk starts.</summary>
    /// <value>
    /// 0 to 1, of the records tried so far; above it the job stops until somebody resumes it. Chunks that run come to their end. Default
    /// <see langword="null"/>: no limit.
    /// </value>
    public double? StopAfterFailedShare { get; init; }

    /// <summary>From how many failed records on no further chunk starts.</summary>
    /// <value>0 or more; above it the job stops until somebody resumes it. Default <see langword="null"/>: no limit.</value>
    public long? StopAfterFailures { get; init; }

    /// <summary>How many chunks are under way at once.</summary>
    /// <value>1 to 100. Default 4. How many batches an account works off at a time is not published.</value>
    public int MaximumConcurrentChunks { get; init; } = 4;

    /// <summary>How far the count of a chunk's batch may be off from its plan, as a share.</summary>
    /// <value>0 to 1. Default 0.05. A batch that is further off is cancelled, and the job stops until somebody resumes it.</value>
    public double Drift { get; init; } = 0.05;

    /// <summary>How long the plan may be started.</summary>
    /// <value>More than zero. Default 24 hours.</value>
    public TimeSpan PlanLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many requests planning may take.</summary>
    /// <value>1 or more. Default <see langword="null"/>: what halving needs at most for as many records.</value>
    public int? MaximumPlanRequests { get; init; }

    /// <summary>How long to search for what a request started whose answer was lost.</summary>
    /// <value>More than zero. Default 10 minutes. What is not found by then is reported as unknown.</value>
    public TimeSpan SearchFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a chunk whose batch was not found after <see cref="SearchFor"/> is sent again, with the records that match then as its upper
    /// bound. It may act a second time all the same, since a batch that is not listed may exist.
    /// </summary>
    /// <value>Default <see langword="false"/>. For actions that destroy data or reach people it is refused.</value>
    public bool ResendUnknown { get; init; }

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void ThrowIfNotUsable(OutreachBulkOptions options)
    {
        Check(RecordsPerChunk >= 1 && RecordsPerChunk <= options.MaximumItems, nameof(RecordsPerChunk), RecordsPerChunk);
        Check(Canary is null or >= 1, nameof(Canary), Canary);
        Check(StopAfterFailedShare is null or (>= 0 and <= 1), nameof(StopAfterFailedShare), StopAfterFailedShare);
        Check(StopAfterFailures is null or >= 0, nameof(StopAfterFailures), StopAfterFailures);
        Check(MaximumConcurrentChunks is >= 1 and <= 100, nameof(MaximumConcurrentChunks), MaximumConcurrentChunks);
        Check(Drift is >= 0 and <= 1, nameof(Drift), Drift);
        Check(PlanLifetime > TimeSpan.Zero, nameof(PlanLifetime), PlanLifetime);
        Check(MaximumPlanRequests is null or >= 1, nameof(MaximumPlanRequests), MaximumPlanRequests);
        Check(SearchFor > TimeSpan.Zero, nameof(SearchFor), SearchFor);
    }

    private static void Check(bool isInRange, string option, object? value) =>
        OptionRange.Check(isInRange, nameof(JobOptions), option, value);
}
