using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Planning;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>
/// A batch that failed or was cancelled for its size has done nothing. Its records are counted: if they are too many by now, smaller chunks
/// take its place; if they are not, the server did not keep to the range of ids, and nothing further may start.
/// </summary>
/// <param name="context">What steps take from their process.</param>
/// <param name="job">The job.</param>
/// <param name="chunk">The chunk, as it was claimed.</param>
internal sealed class SizeRefusal(StepContext context, PlannedAction job, StoredChunk chunk)
{
    /// <summary>Decides what becomes of the chunk.</summary>
    /// <param name="ended">How it ended.</param>
    /// <param name="matched">How many records its batch matched; null when it did not say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is to be written; null when smaller chunks took its place.</returns>
    public async Task<ChunkChange?> JudgeAsync(ChunkChange ended, long? matched, CancellationToken cancellationToken)
    {
        if (ChunkContent.Read(chunk.Content).Range is not { } range || ended.Processed > 0)
            return ended;
        RecordCount count = await new BatchCollection(context.Connection).CountAsync(job.CallOf(chunk), cancellationToken).ConfigureAwait(false);
        int limit = context.Connection.Options.MaximumItems;
        if (!(count.AtLeast > limit))
        {
            return matched > limit
                ? ended with
                {
                    StopJob = FormattableString.Invariant(
                        $"The batch of chunk {chunk.Number} matched {Sentence.Count(matched.Value, "record")}, and counted by its filter and the same {range} they are {count}. ")
                            + "The server does not keep to the range of ids, so no job can be run.",
                }
                : ended;
        }

        PlanOptions options = new() { RecordsPerChunk = job.Options.RecordsPerChunk, Drift = job.Options.Drift };
        RecordPlan plan = await CallPlanner.SplitAsync(
            context.Connection, job.Call, new(range, null, chunk.Records), options, cancellationToken).ConfigureAwait(false);
        List<StoredChunk> others = await context.Store.Jobs.ChunksAsync(job.Key, cancellationToken).ConfigureAwait(false);
        long left = ChunkBounds.MostOf(job.Call)
            - others.Where(other => other.Number != chunk.Number && other.Outcome != ChunkOutcome.Split).Sum(other => other.AtMost);
        if (plan.Total > left)
            return ended;
        CountRange[] bounds = ChunkBounds.Of(job.Call.Allowing(new(0, left)), plan, job.Options.Drift, limit);
        bool isSplit = await context.Store.Jobs.SplitAsync(
            chunk,
            [
                .. plan.Chunks.Select((part, at) => chunk with
                {
                    Content = ChunkContent.Of(part.Range).ToJson(),
                    Records = part.Count,
                    AtLeast = 0,
                    AtMost = bounds[at].AtMost,
                    IsCanary = false,
                }),
            ],
            cancellationToken).ConfigureAwait(false);
        return isSplit ? null : ended;
    }
}
