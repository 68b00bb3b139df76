using System.Globalization;
using System.Text;
using Outreach.Bulk.Jobs.Running;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs;

/// <summary>
/// What a job will do: its call, cut into chunks that each fit into one request. It is in the store, and nothing was sent.
/// </summary>
public sealed class JobPlan
{
    // POST, confirmation, the first page of failed items.
    private const int RequestsPerChunk = 3;

    // Link, upload, validation, start, batches, the first page of failed items.
    private const int RequestsPerPart = 6;

    private readonly long _recordsPerDay;

    internal JobPlan(StoredJob job, IReadOnlyList<StoredChunk> chunks, long recordsPerDay)
    {
        PlannedJob planned = PlannedJob.Of(job);
        IsImport = job.Kind == JobKind.Import;
        Action = planned.ActionName;
        _recordsPerDay = recordsPerDay;
        Id = job.PlanId;
        Key = job.Key;
        Call = (planned as PlannedAction)?.Call;
        Options = planned.Options;
        Records = job.Records;
        Chunks = planned.PlansOf(chunks);
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(job.ExpiresAt);
    }

    /// <summary>Tells this plan from another one under the same key.</summary>
    public string Id { get; }

    /// <summary>The job's key.</summary>
    public string Key { get; }

    /// <summary>The action's name in the API.</summary>
    public string Action { get; }

    /// <summary>Whether a file is imported in parts; otherwise a bulk action is done.</summary>
    public bool IsImport { get; }

    /// <summary>The call, whose policy and consent hold for the sum of all chunks; <see langword="null"/> for an import.</summary>
    public BulkCall? Call { get; }

    /// <summary>How the job was planned and will be driven.</summary>
    public JobOptions Options { get; }

    /// <summary>How many records were counted in all.</summary>
    public long Records { get; }

    /// <summary>The chunks, in the order in which they start.</summary>
    public IReadOnlyList<PlannedChunk> Chunks { get; }

    /// <summary>Until when it may be started, by the store's clock.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>About how many requests it takes, without polls: three for each chunk, six for each part of a file.</summary>
    public long Requests => Chunks.Count * (long)(IsImport ? RequestsPerPart : RequestsPerChunk);

    /// <summary>How many days its records take at least, of what <see cref="OutreachBulkOptions.RecordsPerDay"/> leaves to this account.</summary>
    public double Days => (double)Records / _recordsPerDay;

    /// <summary>Says what will be done, without values of records.</summary>
    /// <returns>A few lines.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Key}: {Action} {(IsImport ? "of" : "on")} {Sentence.Count(Records, IsImport ? "row" : "record")} in {Sentence.Count(Chunks.Count, "chunk")}, about "
                + $"{Sentence.Count(Requests, "request")} and polls, {Math.Ceiling(Days * 100) / 100:0.##} of a day's records. Start it before {ExpiresAt:u}."));
        foreach (PlannedChunk chunk in Chunks)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {chunk.Number,4}  {chunk.Records,9} {(IsImport ? "rows" : $"records  ({chunk.AtLeast} to {chunk.AtMost})")}  {chunk.Where}"
                    + $"{(chunk.IsCanary ? "  canary" : "")}"));
        }

        return text.ToString();
    }
}
