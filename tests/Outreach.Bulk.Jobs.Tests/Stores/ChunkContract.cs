using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>Who may do what about a chunk, and until when.</summary>
public abstract class ChunkContract(StoreKind kind) : StoreContract(kind)
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Each_chunk_is_claimed_once_while_leases_last()
    {
        await Bench.StartJobAsync(chunks: 3);
        JobStore other = await Bench.OpenAsync();
        int[] claimed = [(await Bench.ClaimAsync()).Number, (await Bench.ClaimAsync(other)).Number, (await Bench.ClaimAsync()).Number];
        Assert.Equal([1, 2, 3], claimed);
        ChunkClaim none = await Bench.LookAsync(other);
        Assert.Null(none.Chunk);
        Assert.Equal(StoreBench.Lease, none.Delay);
    }

    [Fact]
    public async Task A_claim_tells_the_plan_and_what_is_wanted()
    {
        await Bench.StartJobAsync();
        ChunkClaim claim = await Bench.LookAsync();
        Assert.Equal(("plan", JobWish.Run), (claim.PlanId, claim.Wish));
        await Bench.IntendAsync(claim.Chunk!);
        await Store.Chunks.KnowAsync(claim.Chunk!, 7, StoreBench.Entry(claim.Chunk!, JournalEvent.Started, 7), default);
        await Store.Chunks.ReleaseAsync(claim.Chunk!, default);
        await Store.Jobs.WishAsync("job", JobWish.CancelRunning, default);
        claim = await Bench.LookAsync();
        Assert.Equal((JobWish.CancelRunning, ChunkState.Running, 7), (claim.Wish, claim.Chunk!.State, claim.Chunk.OperationId));
    }

    [Fact]
    public async Task Nothing_is_claimed_of_jobs_that_are_planned_paused_stopped_or_of_another_account()
    {
        await Bench.PlanJobAsync();
        Assert.Equal(new(null, null, default, null), await Bench.LookAsync());
        await Store.Jobs.StartAsync("job", "plan", default);
        Assert.Null((await Store.Chunks.ClaimAsync("elsewhere", null, "w", StoreBench.Lease, default)).Chunk);
        Assert.Null((await Store.Chunks.ClaimAsync(StoreBench.Account, "another", "w", StoreBench.Lease, default)).Chunk);
        await Store.Jobs.WishAsync("job", JobWish.Pause, default);
        Assert.Equal(new(null, null, default, null), await Bench.LookAsync());
        await Store.Jobs.WishAsync("job", JobWish.Run, default);
        StoredChunk chunk = await Bench.ClaimAsync();
        await Store.Chunks.ChangeAsync(chunk, new() { State = ChunkState.Waiting, StopJob = "refused" }, default);
        Assert.Equal(new(null, null, default, null), await Bench.LookAsync());
        Assert.Equal("refused", (await Bench.JobAsync()).Stopped);
    }

    [Fact]
    public async Task A_chunk_is_not_due_before_its_time()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.SendAsync();
        await Store.Chunks.ChangeAsync(
            chunk, new() { State = ChunkState.Running, Delay = s_moment * 30, OperationId = 7, Matched = 99 }, default);
        Assert.Equal(new(null, null, default, s_moment * 30), await Bench.LookAsync());
        await Bench.AdvanceAsync(s_moment * 30);
        Assert.Equal((7, 99), ((await Bench.ClaimAsync()).OperationId, (await Bench.ChunkAsync(1)).Matched));
    }

    [Fact]
    public async Task What_runs_comes_before_what_waits_and_what_was_due_first_before_all()
    {
        await Bench.StartJobAsync(chunks: 3);
        foreach (int delay in (int[])[20, 10])
        {
            await Store.Chunks.ChangeAsync(
                await Bench.SendAsync(), new() { State = ChunkState.Running, Delay = s_moment * delay }, default);
        }

        await Bench.AdvanceAsync(s_moment * 60);
        int[] claimed = [(await Bench.ClaimAsync()).Number, (await Bench.ClaimAsync()).Number, (await Bench.ClaimAsync()).Number];
        Assert.Equal([2, 1, 3], claimed);
    }

    [Fact]
    public async Task A_lease_that_is_over_passes_on_and_its_holder_can_write_nothing_any_more()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk late = await Bench.ClaimAsync();
        await Bench.AdvanceAsync(StoreBench.Lease);
        StoredChunk next = await Bench.ClaimAsync();
        Assert.Equal((late.Number, late.Fence + 1), (next.Number, next.Fence));

        Assert.Equal(IntentResult.LeaseLost, await Bench.IntendAsync(late));
        Assert.False(await Store.Chunks.RenewAsync(late, StoreBench.Lease, default));
        Assert.False(await Store.Chunks.DecideAsync(late, StoreBench.Entry(late, JournalEvent.Confirming), default));
        Assert.False(await Store.Chunks.ChangeAsync(late, new() { State = ChunkState.Waiting }, default));
        Assert.False(await Store.Chunks.ChangeAsync(late, new() { State = ChunkState.Waiting, StopJob = "late" }, default));
        Assert.False(await Bench.EndAsync(late));
        Assert.False(await Store.Jobs.SplitAsync(late, [late, late], default));
        await Store.Chunks.ReleaseAsync(late, default);
        await Store.Chunks.WithdrawAsync(late, null, default);
        Assert.Equal(next, await Bench.ChunkAsync(1));
        StoredJob job = await Bench.JobAsync();
        Assert.Equal((null, null), (job.Stopped, job.EndedAt));
        Assert.Empty(await Store.Entries.ReadAsync("job", "job#1.1", default));
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync(next));
    }

    [Fact]
    public async Task A_lease_that_is_over_writes_no_intent_even_where_nobody_has_claimed_since()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk late = await Bench.ClaimAsync();
        await Bench.AdvanceAsync(StoreBench.Lease);
        Assert.Equal(IntentResult.LeaseLost, await Bench.IntendAsync(late));
        Assert.Equal((ChunkState.Waiting, 0), ((await Bench.ChunkAsync(1)).State, (await Bench.ChunkAsync(1)).Attempt));
    }

    [Fact]
    public async Task A_renewed_lease_lasts_from_then_on_and_is_never_shortened()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.ClaimAsync();
        await Bench.AdvanceAsync(StoreBench.Lease / 2);
        Assert.True(await Store.Chunks.RenewAsync(chunk, StoreBench.Lease, default));
        Assert.Equal(StoreBench.Lease, (await Bench.LookAsync()).Delay);
        Assert.True(await Store.Chunks.RenewAsync(chunk, s_moment, default));
        Assert.Equal(StoreBench.Lease, (await Bench.LookAsync()).Delay);
    }

    [Fact]
    public async Task A_lease_that_was_handed_back_is_not_renewed_by_who_comes_late()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.SendAsync();
        await Store.Chunks.ChangeAsync(chunk, new() { State = ChunkState.Running, OperationId = 7 }, default);
        Assert.False(await Store.Chunks.RenewAsync(chunk, StoreBench.Lease, default));
        Assert.Equal(1, (await Bench.ClaimAsync()).Number);
    }

    [Fact]
    public async Task A_lease_is_handed_back_unless_a_request_may_be_on_its_way()
    {
        await Bench.StartJobAsync(chunks: 1);
        await Store.Chunks.ReleaseAsync(await Bench.ClaimAsync(), default);
        StoredChunk chunk = await Bench.SendAsync();
        await Store.Chunks.ReleaseAsync(chunk, default);
        Assert.Equal(new(null, null, default, TimeSpan.FromMinutes(5)), await Bench.LookAsync());
        await Bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(ChunkState.Sending, (await Bench.ClaimAsync()).State);
    }

    [Fact]
    public async Task A_chunk_that_a_worker_died_with_keeps_others_from_starting_until_its_lease_is_over_and_no_longer()
    {
        await Bench.StartJobAsync(chunks: 2, concurrency: 1);
        await Bench.ClaimAsync();
        Assert.Equal(new(null, null, default, StoreBench.Lease), await Bench.LookAsync());
        await Bench.AdvanceAsync(StoreBench.Lease);
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync(await Bench.ClaimAsync()));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_up_no_chunk()
    {
        await Bench.StartJobAsync(chunks: 2);
        await Bench.ClaimAsync();
        await Store.Chunks.ChangeAsync(await Bench.ClaimAsync(), new() { State = ChunkState.Waiting, Delay = s_moment * 30 }, default);
        await Bench.AdvanceAsync(TimeSpan.FromDays(-365));
        Assert.Equal([1, 2], new[] { (await Bench.ClaimAsync()).Number, (await Bench.ClaimAsync()).Number }.Order());
        Assert.Equal(StoreBench.Lease, (await Bench.LookAsync()).Delay);
    }

    [Fact]
    public async Task A_lease_that_was_renewed_after_the_clock_was_set_back_ends_by_the_new_time()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.ClaimAsync();
        await Bench.AdvanceAsync(TimeSpan.FromDays(-365));
        Assert.True(await Store.Chunks.RenewAsync(chunk, StoreBench.Lease, default));
        Assert.Equal(StoreBench.Lease, (await Bench.LookAsync()).Delay);
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync(chunk));
        await Bench.AdvanceAsync(TimeSpan.FromDays(-365));

        // What may be on its way keeps the longer lease that it was given.
        Assert.True(await Store.Chunks.RenewAsync(chunk, StoreBench.Lease, default));
        Assert.Equal(TimeSpan.FromMinutes(5), (await Bench.LookAsync()).Delay);
        await Bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(ChunkState.Sending, (await Bench.ClaimAsync()).State);
    }

    [Fact]
    public async Task An_intent_counts_the_attempt_names_the_operation_and_writes_its_entry()
    {
        await Bench.StartJobAsync(chunks: 1);
        await Bench.SendAsync();
        StoredChunk chunk = await Bench.ChunkAsync(1);
        Assert.Equal((ChunkState.Sending, 1, "job#1.1"), (chunk.State, chunk.Attempt, chunk.Operation));
        Assert.NotNull(chunk.SentAt);
        JournalEntry entry = Assert.Single(await Store.Entries.ReadAsync("job", "job#1.1", default));
        Assert.Equal(JournalEvent.Starting, entry.Event);
    }

    [Fact]
    public async Task There_is_one_intent_for_an_attempt()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.SendAsync();
        Assert.Equal(IntentResult.LeaseLost, await Bench.IntendAsync(chunk));
        Assert.Equal(1, (await Bench.ChunkAsync(1)).Attempt);
        Assert.Single(await Store.Entries.ReadAsync("job", "job#1.1", default));
    }

    [Theory]
    [InlineData(JobWish.Pause)]
    [InlineData(JobWish.Cancel)]
    [InlineData(JobWish.CancelRunning)]
    public async Task An_intent_is_refused_when_the_job_was_told_otherwise_since_the_claim(object wish)
    {
        await Bench.StartJobAsync(chunks: 2);
        StoredChunk chunk = await Bench.ClaimAsync();
        await Store.Jobs.WishAsync("job", (JobWish)wish, default);
        Assert.NotEqual(IntentResult.Written, await Bench.IntendAsync(chunk));
        Assert.Empty(await Store.Entries.ReadAsync("job", "job#1.1", default));
    }

    [Fact]
    public async Task An_intent_is_refused_when_the_job_stopped_since_the_claim()
    {
        await Bench.StartJobAsync(chunks: 2);
        StoredChunk chunk = await Bench.ClaimAsync();
        await Store.Chunks.ChangeAsync(await Bench.ClaimAsync(), new() { State = ChunkState.Waiting, StopJob = "refused" }, default);
        Assert.Equal(IntentResult.NotWanted, await Bench.IntendAsync(chunk));
    }

    [Fact]
    public async Task No_more_chunks_are_under_way_than_a_job_allows()
    {
        await Bench.StartJobAsync(chunks: 5, concurrency: 2);
        StoredChunk first = await Bench.SendAsync();
        await Store.Chunks.ChangeAsync(await Bench.SendAsync(), new() { State = ChunkState.Searching, Delay = s_moment }, default);
        Assert.Null((await Bench.LookAsync()).Chunk);
        await Bench.EndAsync(first);
        await Bench.SendAsync();
        Assert.Null((await Bench.LookAsync()).Chunk);
    }

    [Fact]
    public async Task Of_two_chunks_that_were_claimed_for_one_place_one_gets_an_intent()
    {
        await Bench.StartJobAsync(chunks: 2, concurrency: 2);
        StoredChunk[] claimed = [await Bench.ClaimAsync(), await Bench.ClaimAsync()];
        await Bench.ExecuteAsync("UPDATE job SET concurrency = 1");
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync(claimed[0]));
        Assert.Equal(IntentResult.NotWanted, await Bench.IntendAsync(claimed[1]));
    }

    [Fact]
    public async Task A_job_in_order_starts_a_chunk_when_all_before_it_have_ended()
    {
        await Bench.StartJobAsync(chunks: 3, inOrder: true);
        for (int number = 1; number <= 3; number++)
        {
            StoredChunk chunk = await Bench.SendAsync();
            Assert.Equal(number, chunk.Number);
            Assert.Null((await Bench.LookAsync()).Chunk);
            Assert.True(await Bench.EndAsync(chunk));
        }
    }

    [Fact]
    public async Task A_canary_is_alone_until_its_end()
    {
        await Bench.StartJobAsync(chunks: 3, canary: true);
        StoredChunk canary = await Bench.SendAsync();
        Assert.Null((await Bench.LookAsync()).Chunk);
        await Bench.EndAsync(canary);
        await Bench.SendAsync();
        await Bench.SendAsync();
    }

    [Fact]
    public async Task A_chunk_that_was_claimed_before_the_canary_was_opened_again_does_not_start()
    {
        await Bench.StartJobAsync(chunks: 2, canary: true);
        await Bench.EndAsync(await Bench.SendAsync(), ChunkOutcome.Failed);
        StoredChunk second = await Bench.ClaimAsync();
        await Store.Jobs.ReopenAsync("job", [ChunkOutcome.Failed], isShrinking: true, agreed: null, default);
        Assert.Equal(IntentResult.NotWanted, await Bench.IntendAsync(second));
    }

    [Fact]
    public async Task An_intent_reserves_its_records_or_is_refused_and_reserves_none()
    {
        await Bench.StartJobAsync(chunks: 3);
        StoredChunk first = await Bench.ClaimAsync();
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync(first, records: 600));
        StoredChunk second = await Bench.ClaimAsync();
        Intent spent = await Store.Chunks.IntendAsync(
            second, StoreBench.Entry(second, JournalEvent.Starting), StoreBench.Ledger(), 450, StoreBench.Lease, default);
        Assert.Equal((IntentResult.Spent, 400), (spent.Result, spent.Allowance.Left));
        Assert.NotNull(spent.Allowance.AvailableAt);
        Assert.Equal((ChunkState.Waiting, 0), ((await Bench.ChunkAsync(2)).State, (await Bench.ChunkAsync(2)).Attempt));
        Assert.Empty(await Store.Entries.ReadAsync("job", "job#2.1", default));
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync(second, records: 400));
        Assert.Equal(IntentResult.Spent, await Bench.IntendAsync(await Bench.ClaimAsync(), records: 1));
    }

    [Fact]
    public async Task An_intent_that_is_written_again_reserves_no_more()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.ClaimAsync();
        await Bench.IntendAsync(chunk, records: 600);
        await Store.Chunks.WithdrawAsync(chunk, StoreBench.Entry(chunk, JournalEvent.NotStarted), default);
        Assert.Equal(IntentResult.Written, await Bench.IntendAsync(chunk, records: 600));
        Assert.Equal(400, (await Store.CreateLedger(StoreBench.Ledger()).ReserveAsync("x", 10_000, default)).Left);
    }

    [Fact]
    public async Task The_id_of_what_was_started_stays_whoever_has_the_chunk_by_then()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk late = await Bench.SendAsync();
        await Bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        StoredChunk next = await Bench.ClaimAsync();
        await Store.Chunks.KnowAsync(late, 7, StoreBench.Entry(late, JournalEvent.Started, 7), default);
        Assert.Equal((ChunkState.Sending, null), ((await Bench.ChunkAsync(1)).State, (await Bench.ChunkAsync(1)).OperationId));
        Assert.Equal(7, (await Store.Entries.ReadAsync("job", next.Operation!, default))[^1].BatchId);
        Assert.Equal([7], await Store.Entries.BatchesOfAsync("job", default));
        await Store.Chunks.KnowAsync(next, 7, StoreBench.Entry(next, JournalEvent.Started, 7), default);
        Assert.Equal((ChunkState.Running, 7), ((await Bench.ChunkAsync(1)).State, (await Bench.ChunkAsync(1)).OperationId));
    }

    [Fact]
    public async Task A_request_that_did_not_leave_is_withdrawn_and_counts_as_an_attempt()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.SendAsync();
        await Store.Chunks.WithdrawAsync(chunk, StoreBench.Entry(chunk, JournalEvent.NotStarted), default);
        await Store.Chunks.ReleaseAsync(chunk, default);
        StoredChunk again = await Bench.ClaimAsync();
        Assert.Equal((ChunkState.Waiting, 1), (again.State, again.Attempt));
        Assert.Equal(
            [JournalEvent.Starting, JournalEvent.NotStarted],
            (await Store.Entries.ReadAsync("job", "job#1.1", default)).Select(entry => entry.Event));
    }

    [Fact]
    public async Task A_decision_is_written_by_who_has_the_chunk()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.SendAsync();
        Assert.True(await Store.Chunks.DecideAsync(chunk, StoreBench.Entry(chunk, JournalEvent.Confirming, 7), default));
        Assert.Equal(2, (await Store.Entries.ReadAsync("job", "job#1.1", default)).Count);
    }

    [Fact]
    public async Task What_a_step_came_to_is_written_with_the_end_of_its_lease()
    {
        await Bench.StartJobAsync(chunks: 1);
        StoredChunk chunk = await Bench.SendAsync();
        ChunkChange change = new()
        {
            State = ChunkState.Running, OperationId = 7, Looks = 3, Matched = 99, Processed = 50, Failed = 2, Reason = "slow",
            Bounds = (0, 99),
        };
        Assert.True(await Store.Chunks.ChangeAsync(chunk, change, default));
        StoredChunk next = await Bench.ClaimAsync();
        Assert.Equal(
            (ChunkState.Running, 7L, 3, 99L, 50L, 2L, "slow", 0L, 99L),
            (next.State, next.OperationId, next.Looks, next.Matched, next.Processed, next.Failed, next.Reason, next.AtLeast, next.AtMost));
        await Store.Chunks.ChangeAsync(next, new() { State = ChunkState.Running }, default);
        Assert.Equal((7, 0L, 99L), ((await Bench.ChunkAsync(1)).OperationId, next.AtLeast, (await Bench.ChunkAsync(1)).AtMost));
    }

    [Fact]
    public async Task A_spent_day_holds_up_what_waits_and_nothing_that_runs()
    {
        StoredJob job = await Bench.StartJobAsync(chunks: 3);
        await Store.Chunks.ChangeAsync(await Bench.SendAsync(), new() { State = ChunkState.Running, OperationId = 7 }, default);
        DateTimeOffset until = DateTimeOffset.FromUnixTimeMilliseconds(job.ReadAt).AddHours(2);
        StoredChunk running = await Bench.ClaimAsync();
        await Store.Chunks.ChangeAsync(await Bench.ClaimAsync(), new() { State = ChunkState.Waiting, JobWaitsUntil = until }, default);
        Assert.Equal(StoreBench.Lease, (await Bench.LookAsync()).Delay);
        await Store.Chunks.ReleaseAsync(running, default);
        await Bench.EndAsync(await Bench.ClaimAsync());
        Assert.InRange((await Bench.LookAsync()).Delay!.Value, TimeSpan.FromHours(1.99), TimeSpan.FromHours(2));
        await Bench.AdvanceAsync(TimeSpan.FromHours(2));
        await Bench.SendAsync();
    }

    [Fact]
    public async Task A_wait_for_records_is_never_longer_than_a_day_and_ends_when_somebody_resumes_the_job_or_the_clock_is_set_back()
    {
        StoredJob job = await Bench.StartJobAsync(chunks: 3);
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(job.ReadAt);
        await Store.Chunks.ChangeAsync(
            await Bench.ClaimAsync(), new() { State = ChunkState.Waiting, JobWaitsUntil = now.AddDays(400) }, default);
        Assert.InRange((await Bench.LookAsync()).Delay!.Value, TimeSpan.FromHours(23.99), TimeSpan.FromDays(1));
        await Bench.AdvanceAsync(TimeSpan.FromDays(-3));
        await Store.Chunks.ReleaseAsync(await Bench.ClaimAsync(), default);
        await Bench.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Null((await Bench.LookAsync()).Chunk);
        await Store.Jobs.WishAsync("job", JobWish.Run, default);
        await Bench.SendAsync();
    }
}

public sealed class SqliteChunkTests() : ChunkContract(StoreKind.Sqlite);

public sealed class PostgreSqlChunkTests() : ChunkContract(StoreKind.PostgreSql);
