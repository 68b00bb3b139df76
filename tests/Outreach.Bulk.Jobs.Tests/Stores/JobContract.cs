using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>Jobs from plan to purge, and what somebody wants of them.</summary>
public abstract class JobContract(StoreKind kind) : StoreContract(kind)
{
    private static readonly ChunkOutcome[] s_bad = [ChunkOutcome.Failed, ChunkOutcome.Canceled, ChunkOutcome.Skipped];

    [Fact]
    public async Task A_plan_is_read_as_it_was_written()
    {
        StoredJob planned = await Bench.PlanJobAsync(chunks: 1_234, concurrency: 3, inOrder: true, canary: true, share: 0.02, limit: 5);
        JobStore other = await Bench.OpenAsync();
        StoredJob read = (await other.Jobs.FindAsync("job", default))!;
        Assert.Equal(planned, read with { ReadAt = planned.ReadAt });
        Assert.Equal(
            (StoreBench.Account, "plan", JobKind.Action, "{}", 123_400, 3, true, 0.02, 5, JobWish.None, null),
            (read.Account, read.PlanId, read.Kind, read.Content, read.Records, read.Concurrency, read.InOrder, read.FailedShareLimit,
                read.FailedLimit, read.Wish, read.StartedAt));
        Assert.Equal(TimeSpan.FromDays(1).TotalMilliseconds, read.ExpiresAt - read.PlannedAt, 100.0);
        List<StoredChunk> chunks = await other.Jobs.ChunksAsync("job", default);
        Assert.Equal(Enumerable.Range(1, 1_234), chunks.Select(chunk => chunk.Number));
        Assert.Equal(("\"1234\"", 100, 95, 105), (chunks[^1].Content, chunks[^1].Records, chunks[^1].AtLeast, chunks[^1].AtMost));
        Assert.Equal([1], chunks.Where(chunk => chunk.IsCanary).Select(chunk => chunk.Number));
        Assert.Null(await other.Jobs.FindAsync("another", default));
    }

    [Fact]
    public async Task The_first_plan_under_a_key_stays_until_it_expired_and_nobody_started_it()
    {
        await Bench.PlanJobAsync(plan: "first", chunks: 2);
        Assert.Equal("first", (await Bench.PlanJobAsync(plan: "second")).PlanId);
        Assert.Equal(2, (await Store.Jobs.ChunksAsync("job", default)).Count);
        await Bench.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.True((await Bench.JobAsync()).IsExpired);
        Assert.Equal("third", (await Bench.PlanJobAsync(plan: "third", chunks: 4)).PlanId);
        Assert.Equal(4, (await Store.Jobs.ChunksAsync("job", default)).Count);
        await Store.Jobs.StartAsync("job", "third", default);
        await Bench.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal("third", (await Bench.PlanJobAsync(plan: "fourth")).PlanId);
    }

    [Fact]
    public async Task A_plan_is_started_once_in_its_time()
    {
        await Bench.PlanJobAsync();
        Assert.Equal(JobWish.None, (await Store.Jobs.StartAsync("job", "another plan", default))!.Wish);
        StoredJob started = (await Store.Jobs.StartAsync("job", "plan", default))!;
        Assert.Equal((JobWish.Run, false), (started.Wish, started.StartedAt is null));
        await Bench.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(started.StartedAt, (await Store.Jobs.StartAsync("job", "plan", default))!.StartedAt);
        Assert.Null(await Store.Jobs.StartAsync("nothing", "plan", default));

        await Bench.PlanJobAsync("late");
        await Bench.AdvanceAsync(TimeSpan.FromDays(1));
        StoredJob late = (await Store.Jobs.StartAsync("late", "plan", default))!;
        Assert.Equal((JobWish.None, null), (late.Wish, late.StartedAt));
    }

    [Fact]
    public async Task A_job_of_no_chunk_ends_when_it_starts()
    {
        StoredJob planned = await Bench.PlanJobAsync(chunks: 0);
        Assert.Null(planned.EndedAt);
        Assert.NotNull((await Store.Jobs.StartAsync("job", "plan", default))!.EndedAt);
    }

    [Fact]
    public async Task A_job_ends_with_its_last_chunk()
    {
        await Bench.StartJobAsync(chunks: 2);
        StoredChunk[] sent = [await Bench.SendAsync(), await Bench.SendAsync()];
        await Bench.EndAsync(sent[1]);
        Assert.Null((await Bench.JobAsync()).EndedAt);
        await Bench.EndAsync(sent[0]);
        Assert.NotNull((await Bench.JobAsync()).EndedAt);
        Assert.Equal(new(null, null, default, null), await Bench.LookAsync());
    }

    [Theory]
    [InlineData(JobWish.None, JobWish.Run, JobWish.None)]
    [InlineData(JobWish.None, JobWish.Pause, JobWish.None)]
    [InlineData(JobWish.None, JobWish.Cancel, JobWish.Cancel)]
    [InlineData(JobWish.None, JobWish.CancelRunning, JobWish.CancelRunning)]
    [InlineData(JobWish.Run, JobWish.Run, JobWish.Run)]
    [InlineData(JobWish.Run, JobWish.Pause, JobWish.Pause)]
    [InlineData(JobWish.Run, JobWish.Cancel, JobWish.Cancel)]
    [InlineData(JobWish.Run, JobWish.CancelRunning, JobWish.CancelRunning)]
    [InlineData(JobWish.Pause, JobWish.Run, JobWish.Run)]
    [InlineData(JobWish.Pause, JobWish.Pause, JobWish.Pause)]
    [InlineData(JobWish.Pause, JobWish.Cancel, JobWish.Cancel)]
    [InlineData(JobWish.Pause, JobWish.CancelRunning, JobWish.CancelRunning)]
    [InlineData(JobWish.Cancel, JobWish.Run, JobWish.Cancel)]
    [InlineData(JobWish.Cancel, JobWish.Pause, JobWish.Cancel)]
    [InlineData(JobWish.Cancel, JobWish.Cancel, JobWish.Cancel)]
    [InlineData(JobWish.Cancel, JobWish.CancelRunning, JobWish.CancelRunning)]
    [InlineData(JobWish.CancelRunning, JobWish.Run, JobWish.CancelRunning)]
    [InlineData(JobWish.CancelRunning, JobWish.Pause, JobWish.CancelRunning)]
    [InlineData(JobWish.CancelRunning, JobWish.Cancel, JobWish.CancelRunning)]
    [InlineData(JobWish.CancelRunning, JobWish.CancelRunning, JobWish.CancelRunning)]
    public async Task A_wish_gives_way_to_another_but_for_a_cancellation(object from, object to, object then)
    {
        await Bench.PlanJobAsync();
        if (from is not JobWish.None)
        {
            await Store.Jobs.StartAsync("job", "plan", default);
            await Bench.SendAsync();
            await Store.Jobs.WishAsync("job", (JobWish)from, default);
        }

        long before = (await Bench.JobAsync()).WishedAt;
        await Bench.AdvanceAsync(TimeSpan.FromHours(1));
        StoredJob job = (await Store.Jobs.WishAsync("job", (JobWish)to, default))!;
        Assert.Equal(then, job.Wish);
        Assert.Equal(!Equals(from, then), job.WishedAt > before);
    }

    [Fact]
    public async Task A_job_that_ended_or_does_not_exist_takes_no_wish()
    {
        await Bench.StartJobAsync(chunks: 1);
        await Bench.EndAsync(await Bench.SendAsync());
        Assert.Equal(JobWish.Run, (await Store.Jobs.WishAsync("job", JobWish.Cancel, default))!.Wish);
        Assert.Null(await Store.Jobs.WishAsync("nothing", JobWish.Pause, default));
    }

    [Fact]
    public async Task A_cancelled_job_skips_what_waits_and_ends_with_what_runs()
    {
        await Bench.StartJobAsync(chunks: 3);
        StoredChunk sent = await Bench.SendAsync();
        StoredChunk claimed = await Bench.ClaimAsync();
        Assert.Null((await Store.Jobs.WishAsync("job", JobWish.Cancel, default))!.EndedAt);
        Assert.Equal(
            [null, ChunkOutcome.Skipped, ChunkOutcome.Skipped],
            (await Store.Jobs.ChunksAsync("job", default)).Select(chunk => chunk.Outcome));
        Assert.Equal(IntentResult.LeaseLost, await Bench.IntendAsync(claimed));
        Assert.False(await Bench.EndAsync(claimed));
        Assert.True(await Bench.EndAsync(sent));
        Assert.NotNull((await Bench.JobAsync()).EndedAt);
    }

    [Fact]
    public async Task A_job_that_runs_nothing_ends_when_it_is_cancelled()
    {
        await Bench.StartJobAsync();
        Assert.NotNull((await Store.Jobs.WishAsync("job", JobWish.Cancel, default))!.EndedAt);
    }

    [Fact]
    public async Task A_request_that_did_not_leave_before_its_job_was_cancelled_does_not_keep_the_job_open()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.SendAsync();
        await Store.Jobs.WishAsync("job", JobWish.Cancel, default);
        await Store.Chunks.WithdrawAsync(chunk, StoreBench.Entry(chunk, JournalEvent.NotStarted), default);
        await Store.Chunks.ChangeAsync(chunk, new() { State = ChunkState.Waiting, Delay = TimeSpan.FromSeconds(2) }, default);
        Assert.Equal(TimeSpan.FromSeconds(2), (await Bench.LookAsync()).Delay);
        await Bench.AdvanceAsync(TimeSpan.FromSeconds(2));
        ChunkClaim claim = await Bench.LookAsync();
        Assert.Equal((ChunkState.Waiting, JobWish.Cancel), (claim.Chunk!.State, claim.Wish));
        Assert.Equal(IntentResult.NotWanted, await Bench.IntendAsync(claim.Chunk));
        Assert.True(await Bench.EndAsync(claim.Chunk, ChunkOutcome.Skipped, processed: 0));
        Assert.NotNull((await Bench.JobAsync()).EndedAt);
    }

    [Theory]
    [InlineData(null, null, 100, 0, null)]
    [InlineData(0.02, null, 100, 2, null)]
    [InlineData(0.02, null, 100, 3, "3 of 100 records failed")]
    [InlineData(null, 5, 100, 5, null)]
    [InlineData(null, 5, 100, 6, "6 records failed")]
    [InlineData(0.5, 5, 0, 0, null)]
    public async Task A_limit_on_failures_stops_the_job_when_a_chunk_ends_beyond_it(
        double? share, int? limit, int processed, int failed, string? stopped)
    {
        await Bench.StartJobAsync(share: share, limit: limit);
        await Bench.EndAsync(await Bench.SendAsync(), ChunkOutcome.CompletedWithFailures, processed, failed);
        StoredJob job = await Bench.JobAsync();
        Assert.StartsWith(stopped ?? "", job.Stopped ?? "", StringComparison.Ordinal);
        Assert.Equal(stopped is null, (await Bench.LookAsync()).Chunk is not null);
        if (stopped is null)
            return;
        await Store.Jobs.WishAsync("job", JobWish.Pause, default);
        Assert.Equal(job.Stopped, (await Bench.JobAsync()).Stopped);
        await Store.Jobs.WishAsync("job", JobWish.Run, default);
        Assert.Null((await Bench.JobAsync()).Stopped);
        await Bench.SendAsync();
    }

    [Fact]
    public async Task The_first_reason_to_stop_stays()
    {
        await Bench.StartJobAsync();
        StoredChunk[] sent = [await Bench.SendAsync(), await Bench.SendAsync()];
        ChunkChange end = new() { State = ChunkState.Ended, Outcome = ChunkOutcome.OutOfBounds };
        await Store.Chunks.ChangeAsync(sent[0], end with { StopJob = "first" }, default);
        await Store.Chunks.ChangeAsync(sent[1], end with { StopJob = "second" }, default);
        Assert.Equal("first", (await Bench.JobAsync()).Stopped);
    }

    [Fact]
    public async Task What_came_to_no_good_end_opens_again_with_another_attempt_and_counts_nothing_of_the_one_before()
    {
        await Bench.StartJobAsync(chunks: 3, limit: 50);
        StoredChunk failed = await Bench.SendAsync();
        await Bench.EndAsync(failed, ChunkOutcome.Failed, processed: 80, failed: 80);
        Assert.NotNull((await Bench.JobAsync()).Stopped);
        await Store.Jobs.WishAsync("job", JobWish.Run, default);
        await Bench.EndAsync(await Bench.SendAsync());
        await Store.Jobs.WishAsync("job", JobWish.Cancel, default);
        Assert.NotNull((await Bench.JobAsync()).EndedAt);

        // Somebody agreed to another number of records than there are by now.
        await Assert.ThrowsAsync<JobException>(() => Store.Jobs.ReopenAsync("job", s_bad, isShrinking: true, agreed: 1, default));
        Assert.NotNull((await Bench.JobAsync()).EndedAt);

        Assert.Equal(2, await Store.Jobs.ReopenAsync("job", s_bad, isShrinking: true, agreed: null, default));
        StoredJob job = await Bench.JobAsync();
        Assert.Equal((JobWish.Run, null, null), (job.Wish, job.Stopped, job.EndedAt));
        Assert.False(await Bench.EndAsync(failed));
        StoredChunk again = await Bench.SendAsync();
        Assert.Equal(
            (1, 1, ChunkState.Waiting, 0L, 0L, null, null),
            (again.Number, again.Attempt, again.State, again.Processed, again.Failed, again.Outcome, again.Reason));
        Assert.Equal("job#1.2", (await Bench.ChunkAsync(1)).Operation);
        await Bench.EndAsync(again);
        await Bench.EndAsync(await Bench.SendAsync());
        job = await Bench.JobAsync();
        Assert.Equal((null, false), (job.Stopped, job.EndedAt is null));
        Assert.Equal(0, await Store.Jobs.ReopenAsync("job", s_bad, isShrinking: true, agreed: null, default));
        Assert.NotNull((await Bench.JobAsync()).EndedAt);
    }

    [Fact]
    public async Task A_chunk_that_turned_out_too_large_is_replaced_by_its_parts()
    {
        await Bench.StartJobAsync(chunks: 2, concurrency: 1);
        StoredChunk large = await Bench.ClaimAsync();
        StoredChunk[] parts = [large with { Content = "\"a\"", Records = 40 }, large with { Content = "\"b\"", Records = 60 }];
        Assert.True(await Store.Jobs.SplitAsync(large, parts, default));
        List<StoredChunk> chunks = await Store.Jobs.ChunksAsync("job", default);
        Assert.Equal([1, 2, 3, 4], chunks.Select(chunk => chunk.Number));
        Assert.Equal((ChunkState.Ended, ChunkOutcome.Split), (chunks[0].State, chunks[0].Outcome));
        Assert.Equal([("\"a\"", 40L), ("\"b\"", 60L)], chunks[2..].Select(chunk => (chunk.Content, chunk.Records)));
        Assert.Equal(IntentResult.LeaseLost, await Bench.IntendAsync(large));
        Assert.Equal(0, await Store.Jobs.ReopenAsync("job", s_bad, isShrinking: true, agreed: null, default));
    }

    [Fact]
    public async Task Jobs_are_listed_by_account_the_latest_first()
    {
        await Bench.PlanJobAsync("a");
        await Bench.AdvanceAsync(TimeSpan.FromHours(1));
        await Bench.PlanJobAsync("b");
        Assert.Equal(["b", "a"], (await Store.Jobs.ListAsync(StoreBench.Account, default)).Select(job => job.Key));
        Assert.Empty(await Store.Jobs.ListAsync("elsewhere", default));
    }

    [Fact]
    public async Task A_purge_removes_what_ended_long_ago_with_all_that_belongs_to_it()
    {
        await Bench.StartJobAsync("ended", chunks: 1);
        StoredChunk chunk = await Bench.ClaimAsync();
        await Bench.IntendAsync(chunk, records: 600);
        await Bench.EndAsync(chunk);
        await Bench.PlanJobAsync("expired");
        await Store.Entries.WriteAsync(StoreBench.Entry("plain", JournalEvent.Starting), default);
        await Store.Entries.WriteAsync(StoreBench.Entry("plain", JournalEvent.Ended), default);
        await Store.Entries.WriteAsync(StoreBench.Entry("open", JournalEvent.Starting), default);
        await Bench.AdvanceAsync(TimeSpan.FromDays(20));
        await Bench.StartJobAsync("running", chunks: 1);
        await Store.Entries.WriteAsync(StoreBench.Entry("late", JournalEvent.Starting), default);
        await Store.Entries.WriteAsync(StoreBench.Entry("late", JournalEvent.Ended), default);
        await Bench.AdvanceAsync(TimeSpan.FromDays(11));

        Assert.Equal(0, await Store.Jobs.PurgeAsync("elsewhere", TimeSpan.FromDays(30), default));
        Assert.Equal(2, await Store.Jobs.PurgeAsync(StoreBench.Account, TimeSpan.FromDays(30), default));
        Assert.Equal(["running"], (await Store.Jobs.ListAsync(StoreBench.Account, default)).Select(job => job.Key));
        Assert.Empty(await Store.Jobs.ChunksAsync("ended", default));
        Assert.Empty(await Store.Entries.ReadAsync("ended", "ended#1.1", default));
        Assert.Equal(["open", "late", "late"], (await Store.Entries.ReadAsync(default).ToListAsync()).Select(entry => entry.Key));

        // The key may be used again, and its operations count anew.
        await Bench.StartJobAsync("ended", chunks: 1);
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync((await Store.Chunks.ClaimAsync(
            StoreBench.Account, "ended", "w", StoreBench.Lease, default)).Chunk!, records: 600));
        Assert.Equal(400, (await Store.CreateLedger(StoreBench.Ledger()).ReserveAsync("x", 10_000, default)).Left);
    }

    [Fact]
    public async Task A_plan_that_two_processes_make_at_once_is_one_of_theirs_as_a_whole()
    {
        for (int round = 0; round < 10; round++)
        {
            JobStore other = await Bench.OpenAsync();
            string key = $"job{round}";
            StoredJob template = new()
            {
                Key = key, Account = StoreBench.Account, PlanId = "", Kind = 0, Content = "", Options = "", Records = 1, Concurrency = 1,
            };
            StoredChunk part = new() { Job = key, Number = 0, Content = "", Records = 1, AtLeast = 1, AtMost = 1 };
            StoredJob[] added = await Task.WhenAll(new[] { (Store, 1), (other, 2) }.Select(each => Task.Run(() => each.Item1.Jobs.AddAsync(
                template with { PlanId = $"{each.Item2}" },
                [.. Enumerable.Range(1, each.Item2).Select(number => part with { Number = number })],
                TimeSpan.FromDays(1),
                default))));
            Assert.Equal(added[0].PlanId, added[1].PlanId);
            Assert.Equal(added[0].PlanId, $"{(await Store.Jobs.ChunksAsync(key, default)).Count}");
        }
    }
}

public sealed class SqliteJobTests() : JobContract(StoreKind.Sqlite);

public sealed class PostgreSqlJobTests() : JobContract(StoreKind.PostgreSql);
