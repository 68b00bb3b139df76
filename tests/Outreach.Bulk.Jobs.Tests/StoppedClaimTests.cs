namespace Outreach.Bulk.Jobs.Tests;

/// <summary>A worker may be stopped at any moment.</summary>
public class StoppedClaimTests
{
    [Fact]
    public async Task A_worker_that_is_stopped_while_it_claims_a_chunk_hands_it_back_at_once()
    {
        await using JobBench bench = await JobBench.StartAsync();
        BulkCall call = BulkCall.Of(
            new AccountAddTagsParams { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(1_000) },
            new AccountAddTagsAttributes { Tags = ["vip"] });
        OutreachJobs other = bench.Worker();
        await other.StartAsync(await other.PlanAsync("tagging", call));

        using CancellationTokenSource stop = new();
        StoppingClock clock = new(bench.Time, stop);
        OutreachJobs stopped = bench.Worker(store: JobStore.Sqlite(bench.StorePath, clock));
        Assert.Single(await stopped.ListAsync());
        clock.StopsWhenAsked = true;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.AdvanceAsync(stop.Token));

        Assert.Empty(bench.Emulator.PostedActions);
        Assert.Equal(TimeSpan.Zero, await other.AdvanceAsync());
        Assert.Single(bench.Emulator.PostedActions);
    }

    /// <summary>The store asks for the time while it claims.</summary>
    private sealed class StoppingClock(TimeProvider time, CancellationTokenSource stop) : TimeProvider
    {
        public bool StopsWhenAsked { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (StopsWhenAsked)
                stop.Cancel();
            return time.GetUtcNow();
        }
    }
}
