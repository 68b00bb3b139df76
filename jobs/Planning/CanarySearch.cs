using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>
/// Cuts a small range off the low end of a larger one: of at least one record and at most so many, and if that can be found at least
/// half as many. It takes no more counts than the range's length has binary digits.
/// </summary>
internal sealed class CanarySearch(PlanRequests requests, long most)
{
    /// <returns>The small range and what it leaves, or the one range where that holds no more than the canary may.</returns>
    /// <exception cref="OutreachBulkException">Ranges are not obeyed.</exception>
    public async Task<CountedRange[]> CutAsync(CountedRange range, CancellationToken cancellationToken)
    {
        if (range.Count <= most)
            return [range];
        CountedRange? best = null;

        // Up to before low there are too few, up to high too many.
        (long low, long high) = (range.Ids.First, range.Ids.Last);
        while (low < high && !(best?.Count >= (most + 1) / 2))
        {
            long middle = low + ((high - low) / 2);
            IdRange start = range.Ids with { Last = middle };
            RecordCount count = await requests.CountAsync(start, cancellationToken).ConfigureAwait(false);
            if (count.Count is { } few && few <= most)
            {
                low = middle + 1;
                if (few > 0)
                    best = new(start, few);
            }
            else
            {
                high = middle;
            }
        }

        if (best is not { } canary)
            throw PlanRequests.RangesNotObeyed($"The one id {low} was counted as more than {most} records.");
        // Records have gone meanwhile; those that are left after it, if any, must be in some range.
        return canary.Count >= range.Count
            ? [canary with { Ids = range.Ids }]
            : [canary, new(range.Ids with { First = canary.Ids.Last + 1 }, range.Count - canary.Count)];
    }
}
