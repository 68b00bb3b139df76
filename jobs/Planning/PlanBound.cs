namespace Outreach.Bulk.Jobs.Planning;

/// <summary>
/// How many counts halving needs at most. A level of halves has no more than K = records / limit parts above the limit, each of which
/// costs one count, and of those whose count the server stops it has ⌈records / 2 000 000⌉, each of which costs another two.
/// </summary>
internal static class PlanBound
{
    private const double CountCap = 2_000_000;

    /// <summary>What comes on top: finding the highest id, where the server sorts as asked.</summary>
    public const int FreezeRequests = 2;

    /// <param name="records">How many records there are.</param>
    /// <param name="ids">How many ids they are spread over: the highest, unless the filter has an end of its own.</param>
    /// <param name="limit">The most records of a part.</param>
    public static long Counts(long records, long ids, long limit)
    {
        if (records == 0)
            return 1;
        double parts = (double)records / limit;
        double levels = Math.Log2(Math.Max(2, ids));
        return (long)Math.Ceiling(1 + (parts * Math.Max(0, Math.Log2(ids / parts) + 2)) + (2 * Math.Ceiling(records / CountCap) * levels));
    }

    /// <summary>How many counts checking the sum takes: one for each part that the server counts to the end.</summary>
    public static long Checks(long records) => records < CountCap ? 1 : (2 * (long)Math.Ceiling(records / CountCap)) + 1;
}
