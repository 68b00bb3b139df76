using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>
/// Halves a range of ids until no part holds more records than a limit. Of two halves one is counted, and the other is what is left of
/// the whole; where there is no whole, or what is left of it cannot be, both are.
/// </summary>
internal sealed class Halving(PlanRequests requests, PlanOptions options)
{
    private readonly long _limit = options.RecordsPerChunk;
    private long _known;
    private long _counts;
    private long _ids;

    /// <returns>The parts in the order of their ids, without a gap; parts that hold nothing are among them.</returns>
    /// <exception cref="OutreachBulkException">Ranges are not obeyed, or it takes more counts than it can.</exception>
    public async Task<List<CountedRange>> RunAsync(IdRange range, RecordCount whole, CancellationToken cancellationToken)
    {
        List<CountedRange> parts = [];
        Stack<(IdRange Ids, RecordCount Count)> open = new([(range, whole)]);
        _known = whole.AtLeast;
        _counts = 1;
        _ids = range.Length;
        ThrowIfMoreThanIds(range, whole);
        while (open.TryPop(out (IdRange Ids, RecordCount Count) part))
        {
            if (part.Count.Count <= _limit)
            {
                parts.Add(new(part.Ids, part.Count.Count.Value));
                continue;
            }

            IdRange lower = part.Ids with { Last = part.Ids.First + ((part.Ids.Last - part.Ids.First) / 2) };
            IdRange upper = part.Ids with { First = lower.Last + 1 };
            RecordCount below = await CountAsync(lower, cancellationToken).ConfigureAwait(false);
            RecordCount above = part.Count.Count - below.Count is >= 0 and { } rest && rest <= upper.Length
                ? RecordCount.Of(rest, below.CountedAt)
                : await CountAsync(upper, cancellationToken).ConfigureAwait(false);
            _known += below.AtLeast + above.AtLeast - part.Count.AtLeast;
            open.Push((upper, above));
            open.Push((lower, below));
        }

        return parts;
    }

    // What is known of the records so far, halving as far as here could be the whole of.
    private async Task<RecordCount> CountAsync(IdRange range, CancellationToken cancellationToken)
    {
        if (options.MaximumRequests is null && _counts >= PlanBound.Counts(_known, _ids, _limit))
            throw PlanRequests.TooMany(requests.Sent);
        _counts++;
        RecordCount count = await requests.CountAsync(range, cancellationToken).ConfigureAwait(false);
        ThrowIfMoreThanIds(range, count);
        return count;
    }

    private static void ThrowIfMoreThanIds(IdRange range, RecordCount count)
    {
        if (count.AtLeast > range.Length)
            throw PlanRequests.RangesNotObeyed($"The {range} were counted as {count}.");
    }
}
