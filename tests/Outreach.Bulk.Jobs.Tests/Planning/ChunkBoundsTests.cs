using CsCheck;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Planning;

namespace Outreach.Bulk.Jobs.Tests.Planning;

/// <summary>The lock of a call holds for the sum of its chunks.</summary>
public class ChunkBoundsTests
{
    private const long Maximum = 100_000;

    private static readonly Gen<(long[] Counts, double Drift)> s_plans =
        Gen.Select(
            Gen.OneOf(Gen.Long[1, 95_000], Gen.Long[1, 20]).Array[1, 40],
            Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.05), Gen.Const(0.0)));

    [Fact]
    public void Whatever_the_batches_match_within_their_bounds_the_sum_is_within_the_call_s() => Gen.Select(
        s_plans, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Bool, Gen.Bool).Sample(
        (plan, below, above, isCounted, destroys) =>
        {
            long total = plan.Counts.Sum();
            (long atLeast, long atMost) = (total - (long)(total * below), total + (long)(total * above));
            BulkCall call = Call(Confirm.For(new(atLeast, atMost)), destroys ? Consent.ToDestroyAtMost(atMost) : null);
            CountRange[] bounds = ChunkBounds.Of(call, Plan(plan.Counts, isCounted), plan.Drift, Maximum);
            Assert.InRange(bounds.Sum(range => range.AtMost), total, atMost);
            Assert.InRange(bounds.Sum(range => range.AtLeast), atLeast, total);
            foreach ((CountRange range, long count) in bounds.Zip(plan.Counts))
            {
                long slack = (long)Math.Ceiling(count * (decimal)plan.Drift);
                Assert.InRange(range.AtMost, count, isCounted ? Math.Min(count + slack, Maximum) : count);
                Assert.InRange(range.AtLeast, isCounted ? Math.Max(0, count - slack) : 0, count);
            }
        });

    [Fact]
    public void Without_a_lock_of_its_own_a_call_is_held_to_the_plan_by_the_drift()
    {
        foreach (Confirm? confirm in (Confirm?[])[null, Confirm.Always])
        {
            Assert.Equal(
                [new(95, 105), new(90_250, 99_750), new(0, 2), new(95_000 - 4_750, 99_750)],
                ChunkBounds.Of(Call(confirm), Plan([100, 95_000, 1, 95_000]), 0.05, Maximum));
        }
    }

    [Fact]
    public void Exactly_is_exact_in_each_chunk()
    {
        foreach (BulkCall call in (BulkCall[])[Call(Confirm.Exactly(300)), Call(null, Consent.ToDestroyExactly(300))])
            Assert.Equal([new(100, 100), new(200, 200)], ChunkBounds.Of(call, Plan([100, 200]), 0.05, Maximum));
    }

    [Fact]
    public void What_is_left_up_to_the_lock_s_end_is_shared_in_proportion() => Assert.Equal(
        [new(80, 103), new(240, 309)],
        ChunkBounds.Of(Call(Confirm.AtMost(412)), Plan([100, 300]), 0.2, Maximum));

    [Fact]
    public void Of_listed_ids_any_may_select_nothing_unless_the_call_says_otherwise()
    {
        RecordPlan plan = Plan([100, 300], isCounted: false);
        Assert.Equal([new(0, 100), new(0, 300)], ChunkBounds.Of(Call(Confirm.AtMost(400)), plan, 0.05, Maximum));
        Assert.Equal([new(100, 100), new(300, 300)], ChunkBounds.Of(Call(Confirm.Exactly(400)), plan, 0.05, Maximum));
    }

    [Theory]
    [InlineData(true, "selects 300 records; the call allows at most 299, which holds for the whole job")]
    [InlineData(false, "selects by 300 ids; the call allows at most 299, which holds for the whole job")]
    public void A_plan_that_the_call_does_not_allow_is_refused_with_the_figures(bool isCounted, string expected)
    {
        RecordPlan plan = Plan([100, 200], isCounted);
        Assert.Contains(expected, Refused(Call(Confirm.AtMost(299)), plan));
        Assert.Contains("allows exactly 301", Refused(Call(Confirm.Exactly(301)), plan));
        Assert.Contains(
            "consents to destroying at most 299 and allows at most 400",
            Refused(Call(Confirm.AtMost(400), Consent.ToDestroyAtMost(299)), plan));
        Assert.Contains("allows exactly 1", Refused(Call(Confirm.Exactly(1)), Plan([])));
    }

    [Fact]
    public void A_condition_and_a_skipped_confirmation_are_refused_with_the_way_out()
    {
        Assert.Contains("AtMost, Exactly or Within", Assert.Throws<ArgumentException>(
            () => ChunkBounds.ThrowIfNotForJobs(Call(Confirm.When(_ => true)))).Message);
        Assert.Contains("the plan confirms", Assert.Throws<ArgumentException>(
            () => ChunkBounds.ThrowIfNotForJobs(Call(null, skips: true))).Message);
        ChunkBounds.ThrowIfNotForJobs(Call(Confirm.AtMost(1)));
    }

    private static string Refused(BulkCall call, RecordPlan plan) =>
        Assert.Throws<JobException>(() => ChunkBounds.Of(call, plan, 0.05, Maximum)).Message;

    private static RecordPlan Plan(long[] counts, bool isCounted = true) => new()
    {
        Chunks = [.. counts.Select((count, at) => new RecordChunk(new((at * 1_000_000) + 1, (at + 1) * 1_000_000), null, count))],
        IsCounted = isCounted,
    };

    private static BulkCall Call(Confirm? confirm, Consent? consent = null, bool skips = false) => consent is null
        ? BulkCall.Of(
            new AccountsAssignOwnerParams { Filter = new() { Name = "x" }, Confirm = confirm, SkipConfirmation = skips },
            new AccountsAssignOwnerAttributes { OwnerId = 1 })
        : BulkCall.Of(new AccountsDestroyAllParams { Filter = new() { Name = "x" }, Confirm = confirm, Consent = consent });
}
