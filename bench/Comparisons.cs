using Outreach.Bulk.Benchmarks.Measuring;
using Outreach.Bulk.Benchmarks.Posting;

namespace Outreach.Bulk.Benchmarks;

/// <summary>What the short mode measures, in this order. Each is made when its turn comes, so that none disturbs another.</summary>
internal static class Comparisons
{
    public static IReadOnlyList<Func<Task<IComparison>>> All { get; } =
    [
        PostingComparison.CreateAsync,
    ];
}
