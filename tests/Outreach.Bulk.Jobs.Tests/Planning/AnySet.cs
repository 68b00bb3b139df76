using CsCheck;

namespace Outreach.Bulk.Jobs.Tests.Planning;

/// <summary>Makes sets of ids of every shape: up to twelve runs, dense or sparse, between gaps of every size.</summary>
internal static class AnySet
{
    // Every order of magnitude is as likely as any other.
    private static Gen<long> UpTo(int digits) =>
        from bits in Gen.Int[0, digits]
        from value in Gen.Long[0, (1L << bits) - 1]
        select value;

    private static Gen<List<Run>> Placed(Gen<(long Gap, long Step, long Count)[]> runs) => runs.Select(parts =>
    {
        long next = 1;
        List<Run> placed = [];
        foreach ((long gap, long step, long count) in parts)
        {
            placed.Add(new(next + gap, step, count));
            next = placed[^1].Last + 1;
        }

        return placed;
    });

    public static Gen<List<Run>> Runs(int most, int countDigits, int gapDigits) => Placed(
        Gen.Select(UpTo(gapDigits), UpTo(8), UpTo(countDigits), (gap, step, count) => (gap, step + 1, count + 1))
            .Array[0, most]);
}
