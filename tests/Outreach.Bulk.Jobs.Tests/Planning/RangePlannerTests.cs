using CsCheck;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Planning;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Jobs.Tests.Planning;

/// <summary>Whatever the ids are: each record is in one chunk, no chunk is too large, and the counts stay within their bound.</summary>
public class RangePlannerTests
{
    private static readonly Gen<(List<Run> Runs, long Limit, long? Canary)> s_cases = Gen.Select(
        AnySet.Runs(12, 22, 36),
        Gen.OneOf(Gen.Long[1_000, 100_000], Gen.Long[20_000, 20_100], Gen.Const(95_000L)),
        Gen.OneOf(Gen.Const((long?)null), Gen.Long[1, 2_000].Select(most => (long?)most)));

    private static readonly Gen<(List<Run> Runs, long Limit, long? Canary)> s_smallCases = Gen.Select(
        AnySet.Runs(12, 5, 12), Gen.Long[1, 40], Gen.OneOf(Gen.Const((long?)null), Gen.Long[1, 10].Select(most => (long?)most)));

    [Fact]
    public Task Every_record_is_in_one_chunk_within_the_limit_and_the_counts_within_the_bound() =>
        Gen.OneOf(s_cases, s_smallCases).SampleAsync(
            async one =>
            {
                RecordSet set = new(one.Runs);
                RecordPlan plan = await PlanAsync(set, one.Limit, one.Canary);
                AssertCut(set, plan, one.Limit, one.Canary);
                long counts = plan.Requests - PlanBound.FreezeRequests - CanaryCounts(one.Canary, set.Highest)
                    - (set.Total <= one.Limit ? 0 : PlanBound.Checks(set.Total));
                Assert.InRange(counts, long.MinValue, Bound(set, one.Limit));
            },
            iter: 5_000);

    [Fact]
    public Task A_highest_id_that_is_guessed_badly_is_found_by_a_few_requests_and_loses_nothing() =>
        Gen.Select(s_cases, Gen.Double[0, 1.5], Gen.Bool).SampleAsync(
            async (one, share, isShown) =>
            {
                RecordSet set = new(one.Runs) { Guess = null };
                long guess = isShown ? (long)(set.Highest * share) : 0;
                RecordSet asked = new(one.Runs) { Guess = () => isShown ? guess : null };
                RecordPlan plan = await PlanAsync(asked, one.Limit, one.Canary);
                AssertCut(asked, plan, one.Limit, one.Canary);
                Assert.Equal(Math.Max(guess, set.Highest), plan.HighestId);
                long search = 2 + (2 * (long)Math.Ceiling(Math.Log2(Math.Max(2, set.Highest + 1))));
                long counts = plan.Requests - 1 - search - CanaryCounts(one.Canary, plan.HighestId!.Value) - PlanBound.Checks(set.Total);
                Assert.InRange(counts, long.MinValue, Bound(set, one.Limit, plan.HighestId.Value));
            },
            iter: 2_000);

    [Fact]
    public Task Counts_that_are_shed_are_asked_again_later_and_change_nothing() => s_cases.SampleAsync(
        async one =>
        {
            VirtualTime time = new();
            RecordSet set = new(one.Runs) { Sheds = request => request % 3 != 1 };
            RecordPlan plan = await new RangePlanner(set, Options(one.Limit, one.Canary), time).PlanAsync(IdRange.All, default);
            RecordPlan calm = await PlanAsync(new(one.Runs), one.Limit, one.Canary);
            Assert.Equal(calm.Chunks, plan.Chunks);
            Assert.InRange(plan.Requests, calm.Requests, 3 * calm.Requests);
        },
        iter: 200,
        threads: 1);

    [Fact]
    public Task Records_that_come_and_go_meanwhile_are_in_one_chunk_or_the_plan_is_refused() => Gen.Select(
        s_smallCases, Gen.Select(Gen.Int[1, 12], Gen.Long[1, 5_000], Gen.Long[0, 40]).Array[0, 12]).SampleAsync(
        async (one, changes) =>
        {
            IReadOnlyList<Run> seen = one.Runs;
            RecordSet set = new(one.Runs)
            {
                Meanwhile = (records, request) =>
                {
                    seen = records.Runs;
                    foreach ((_, long first, long count) in changes.Where(change => request == change.Item1 * 2))
                    {
                        records.Runs = count % 2 == 0
                            ? [.. records.Runs.Skip(1)]
                            : [.. records.Runs, new(records.Highest + first, 1, count), new(first, 1, count)];
                    }
                },
            };
            try
            {
                RecordPlan plan = await PlanAsync(set, one.Limit, one.Canary);
                AssertNoGap(plan);
                IdRange all = new(1, plan.HighestId!.Value);
                if (plan.Chunks.Count == 0)
                    Assert.Equal(0, new RecordSet(seen).Within(all));
                else
                    Assert.Equal(set.Within(all), plan.Chunks.Sum(chunk => set.Within(chunk.Range)));
            }
            catch (OutreachBulkException refusal)
            {
                Assert.Contains("Nothing was changed", refusal.Message);
            }
        },
        iter: 5_000);

    [Fact]
    public async Task Records_that_change_once_are_planned_again()
    {
        RecordSet set = new([new(1, 1, 1_000)])
        {
            Meanwhile = (records, request) =>
            {
                if (request == 5)
                    records.Runs = [new(1, 1, 500)];
            },
        };
        RecordPlan plan = await PlanAsync(set, 100, null);
        Assert.Equal(500, plan.Total);
        AssertCut(set, plan, 100, null, 1_000);
    }

    [Fact]
    public async Task Records_that_do_not_stop_changing_are_an_error_with_the_figures()
    {
        RecordSet set = new([new(1, 1, 100_000)])
        {
            Meanwhile = (records, request) => records.Runs = [new(1 + (request * 1_000), 1, 100_000 - (request * 1_000))],
        };
        OutreachBulkException error = await Assert.ThrowsAsync<OutreachBulkException>(() => PlanAsync(set, 10_000, null));
        Assert.Contains("change while they are counted", error.Message);
        Assert.Contains("3 attempts", error.Message);
    }

    [Fact]
    public async Task What_comes_above_the_highest_id_is_not_in_the_plan()
    {
        RecordSet set = new([new(1, 1, 1_000)])
        {
            Meanwhile = (records, request) =>
            {
                if (request >= 2)
                    records.Runs = [new(1, 1, 1_000 + request)];
            },
        };
        RecordPlan plan = await PlanAsync(set, 100, null);
        Assert.Equal((1_000, 1_000), (plan.HighestId, plan.Total));
    }

    [Fact]
    public async Task A_server_that_passes_ranges_over_is_found_out()
    {
        foreach (Func<long?> guess in (Func<long?>[])[() => 1_000, () => null])
        {
            RecordSet set = new([new(1, 1, 1_000)]) { IgnoresRanges = true, Guess = guess };
            Assert.Contains(
                "pass ranges of ids over", (await Assert.ThrowsAsync<JobException>(() => PlanAsync(set, 100, null))).Message);
            RecordSet bounded = new([new(1, 1, 1_000)]) { IgnoresRanges = true, Guess = guess };
            Assert.Contains(
                "pass ranges of ids over",
                (await Assert.ThrowsAsync<JobException>(
                    () => new RangePlanner(bounded, Options(100, null), TimeProvider.System).PlanAsync(new(1, 5_000), default))).Message);
        }
    }

    [Fact]
    public async Task More_requests_than_allowed_are_refused_with_the_way_out()
    {
        RecordSet set = new([new(1, 1, 1_000_000)]);
        JobException error = await Assert.ThrowsAsync<JobException>(
            () => new RangePlanner(set, Options(10_000, null) with { MaximumRequests = 20 }, TimeProvider.System)
                .PlanAsync(IdRange.All, default));
        Assert.Contains("Planning took 20 requests", error.Message);
        Assert.Contains("MaximumPlanRequests", error.Message);
        Assert.Equal(20, set.Requests);
    }

    [Fact]
    public async Task A_server_that_never_counts_is_an_error_and_no_endless_wait()
    {
        VirtualTime time = new();
        RecordSet set = new([new(1, 1, 1_000)]) { Sheds = _ => true };
        OutreachBulkException error = await Assert.ThrowsAsync<OutreachBulkException>(
            () => new RangePlanner(set, Options(100, null), time).PlanAsync(IdRange.All, default));
        Assert.Contains("under load", error.Message);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public Task The_ends_of_the_filter_s_own_range_are_kept() => Gen.Select(
        s_cases, Gen.Long[1, 1L << 38], Gen.Long[0, 1L << 38]).SampleAsync(
        async (one, first, length) =>
        {
            IdRange own = new(first, first + length);
            RecordSet set = new(one.Runs);
            RecordPlan plan = await new RangePlanner(set, Options(one.Limit, null), TimeProvider.System).PlanAsync(own, default);
            AssertNoGap(plan, own.First);
            Assert.Equal(set.Within(own), plan.Total);
            Assert.All(plan.Chunks, chunk => Assert.Equal(chunk.Range, own.Intersect(chunk.Range)));
            Assert.All(set.Asked, asked => Assert.Equal(asked, own.Intersect(asked)));
        },
        iter: 1_000);

    private static void AssertCut(RecordSet set, RecordPlan plan, long limit, long? canary, long? highest = null)
    {
        Assert.Equal(set.Total, plan.Total);
        Assert.All(plan.Chunks, chunk => Assert.Equal(set.Within(chunk.Range), chunk.Count));
        Assert.All(plan.Chunks, chunk => Assert.InRange(chunk.Count, 1, limit));
        AssertNoGap(plan);
        if (set.Total == 0)
            return;
        Assert.InRange(plan.HighestId!.Value, highest ?? set.Highest, long.MaxValue);
        double parts = (double)set.Total / limit;
        Assert.InRange(plan.Chunks.Count, 1, (2 * parts) + 1 + (canary is null ? 0 : 1));
        if (canary is { } most)
            Assert.InRange(plan.Chunks[0].Count, 1, most);
    }

    private static void AssertNoGap(RecordPlan plan, long first = 1)
    {
        long next = first;
        foreach (RecordChunk chunk in plan.Chunks)
        {
            Assert.Equal(next, chunk.Range.First);
            Assert.InRange(chunk.Range.Last, chunk.Range.First, plan.HighestId!.Value);
            next = chunk.Range.Last + 1;
        }

        if (plan.Chunks.Count > 0)
            Assert.Equal(plan.HighestId!.Value + 1, next);
    }

    // The issue's own formula; K, H and N as there.
    private static long Bound(RecordSet set, long limit, long? highest = null)
    {
        double n = set.Total, k = n / limit, h = Math.Max(2, highest ?? set.Highest);
        return n == 0 ? 1 : (long)Math.Ceiling(1 + (k * (Math.Log2(h / k) + 2)) + (2 * Math.Ceiling(n / 2_000_000) * Math.Log2(h)));
    }

    private static long CanaryCounts(long? canary, long highest) => canary is null ? 0 : (long)Math.Ceiling(Math.Log2(highest + 2)) + 1;

    private static PlanOptions Options(long limit, long? canary) => new() { RecordsPerChunk = limit, Canary = canary };

    private static Task<RecordPlan> PlanAsync(RecordSet set, long limit, long? canary) =>
        new RangePlanner(set, Options(limit, canary), TimeProvider.System).PlanAsync(IdRange.All, TestContext.Current.CancellationToken);
}
