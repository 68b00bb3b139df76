using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>A range of ids and how many records it holds.</summary>
internal readonly record struct CountedRange(IdRange Ids, long Count)
{
    /// <summary>
    /// Joins neighbours while both together are within a limit; two that are left next to each other are above it. What is empty joins
    /// as well, so that no id between the first and the last is left out, whatever comes there.
    /// </summary>
    public static List<CountedRange> Merge(IEnumerable<CountedRange> ranges, long limit)
    {
        List<CountedRange> merged = [];
        foreach (CountedRange next in ranges)
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Count + next.Count <= limit)
                merged[^1] = new(new(last.Ids.First, next.Ids.Last), last.Count + next.Count);
            else
                merged.Add(next);
        }

        return merged;
    }
}
