using CsCheck;
using Outreach.Bulk.Allowance;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>The ledger counts totals of operations under their keys, so that nothing that happens twice is counted twice.</summary>
public class LedgerTests
{
    private static readonly CancellationToken s_never = CancellationToken.None;

    private readonly VirtualTime _time = new();

    [Fact]
    public async Task Reserving_again_counts_once_and_raises_by_the_difference_only()
    {
        InMemoryRecordLedger ledger = Ledger();
        Assert.Equal(new(true, 900, _time.GetUtcNow()), await ledger.ReserveAsync("a", 100, s_never));
        Assert.Equal(900, (await ledger.ReserveAsync("a", 100, s_never)).Left);
        Assert.Equal(750, (await ledger.ReserveAsync("a", 250, s_never)).Left);
        Assert.Equal(750, (await ledger.ReserveAsync("a", 10, s_never)).Left);
        Assert.Equal(650, (await ledger.ReserveAsync("b", 100, s_never)).Left);
        Assert.Equal(0, (await ledger.ReserveAsync("a", 900, s_never)).Left);
        Assert.True((await ledger.ReserveAsync("a", 900, s_never)).IsReserved);
    }

    [Fact]
    public async Task What_does_not_fit_is_not_reserved_in_part()
    {
        InMemoryRecordLedger ledger = Ledger();
        await ledger.ReserveAsync("a", 600, s_never);
        RecordAllowance refused = await ledger.ReserveAsync("b", 1_001, s_never);
        Assert.Equal((false, 400, null), (refused.IsReserved, refused.Left, refused.AvailableAt));
        refused = await ledger.ReserveAsync("b", 450, s_never);
        Assert.Equal((false, 400, _time.GetUtcNow().AddHours(1)), (refused.IsReserved, refused.Left, refused.AvailableAt));
        Assert.Equal(400, await LeftAsync(ledger));
    }

    [Fact]
    public async Task Settling_again_counts_once_and_nothing_gives_everything_back()
    {
        InMemoryRecordLedger ledger = Ledger();
        await ledger.ReserveAsync("a", 600, s_never);
        await ledger.SettleAsync("a", 200, s_never);
        await ledger.SettleAsync("a", 200, s_never);
        Assert.Equal(800, await LeftAsync(ledger));
        await ledger.SettleAsync("a", 0, s_never);
        await ledger.SettleAsync("a", 0, s_never);
        await ledger.SettleAsync("b", 0, s_never);
        Assert.Equal(1_000, await LeftAsync(ledger));
    }

    [Fact]
    public async Task What_the_server_counted_is_taken_whatever_is_left_and_nothing_is_left_rather_than_less()
    {
        InMemoryRecordLedger ledger = Ledger();
        await ledger.SettleAsync("a", 5_000, s_never);
        await ledger.SettleAsync("a", 5_000, s_never);
        Assert.Equal(0, await LeftAsync(ledger));
        await ledger.SettleAsync("a", 400, s_never);
        Assert.Equal(600, await LeftAsync(ledger));
    }

    [Fact]
    public async Task What_has_come_back_by_itself_is_not_given_back_once_more()
    {
        InMemoryRecordLedger ledger = Ledger();
        await ledger.ReserveAsync("a", 1_000, s_never);
        _time.Advance(TimeSpan.FromHours(12));
        Assert.True((await ledger.ReserveAsync("b", 600, s_never)).IsReserved);
        await ledger.SettleAsync("a", 0, s_never);
        Assert.Equal(400, await LeftAsync(ledger));
    }

    [Fact]
    public async Task An_operation_is_remembered_while_twenty_thousand_others_are_counted_and_charged_in_full_once_it_is_forgotten()
    {
        InMemoryRecordLedger ledger = Ledger();
        await ledger.ReserveAsync("a", 600, s_never);
        await CountOthersAsync(ledger, "b", 20_000);
        await ledger.SettleAsync("a", 500, s_never);
        Assert.Equal(500, await LeftAsync(ledger));
        await CountOthersAsync(ledger, "c", 40_001);
        Assert.Equal(300, (await ledger.ReserveAsync("a", 200, s_never)).Left);
    }

    [Fact]
    public async Task What_came_back_within_a_day_is_forgotten()
    {
        InMemoryRecordLedger ledger = Ledger();
        await ledger.ReserveAsync("a", 1_000, s_never);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1_000, await LeftAsync(ledger));
        Assert.True((await ledger.ReserveAsync("b", 600, s_never)).IsReserved);
        await ledger.SettleAsync("a", 0, s_never);
        Assert.Equal(400, await LeftAsync(ledger));
        for (int day = 0; day < 3; day++)
        {
            _time.Advance(TimeSpan.FromHours(25));
            await ledger.ReserveAsync($"c{day}", 1, s_never);
        }

        // So it is counted anew.
        Assert.Equal(199, (await ledger.ReserveAsync("a", 800, s_never)).Left);
    }

    [Fact]
    public async Task What_is_held_is_known_for_a_day_at_least()
    {
        InMemoryRecordLedger ledger = Ledger();
        _time.Advance(TimeSpan.FromHours(23));
        await ledger.ReserveAsync("a", 500, s_never);
        _time.Advance(TimeSpan.FromHours(2));
        await ledger.SettleAsync("b", 1, s_never);
        long left = await LeftAsync(ledger);
        await ledger.SettleAsync("a", 500, s_never);
        Assert.Equal(left, await LeftAsync(ledger));
    }

    [Fact]
    public void In_any_order_the_ledger_holds_what_was_said_last_of_each_key() => Gen
        .Select(Gen.Bool, Gen.Int[0, 4], Gen.Long[0, 700])
        .Array[1, 60]
        .Sample(
            steps =>
            {
                InMemoryRecordLedger ledger = Ledger();
                Dictionary<string, long> held = [];
                foreach ((bool settles, int operation, long records) in steps)
                {
                    string key = $"{operation}";
                    long before = held.GetValueOrDefault(key);
                    if (settles)
                    {
                        Assert.True(ledger.SettleAsync(key, records, s_never).AsTask().IsCompletedSuccessfully);
                        held[key] = records;
                        continue;
                    }

                    bool fits = records <= before || records - before <= 1_000 - held.Values.Sum();
                    Assert.Equal(fits, ledger.ReserveAsync(key, records, s_never).AsTask().Result.IsReserved);
                    if (fits)
                        held[key] = Math.Max(before, records);
                }

                Assert.Equal(Math.Max(0, 1_000 - held.Values.Sum()), LeftAsync(ledger).Result);
            },
            iter: 3_000);

    [Fact]
    public async Task At_the_same_time_no_more_is_reserved_than_there_is_and_all_of_it_can_be_given_back()
    {
        for (int round = 0; round < 20; round++)
        {
            InMemoryRecordLedger ledger = Ledger();
            long reserved = 0;
            await Parallel.ForAsync(0, 200, async (i, cancellationToken) =>
            {
                if ((await ledger.ReserveAsync($"{i / 2}", 15, cancellationToken)).IsReserved && i % 2 == 0)
                    Interlocked.Add(ref reserved, 15);
            });
            long left = await LeftAsync(ledger);
            Assert.InRange(reserved, 0, 1_000);
            Assert.Equal(10, left);
            await Parallel.ForAsync(0, 200, async (i, cancellationToken) => await ledger.SettleAsync($"{i / 2}", 0, cancellationToken));
            Assert.Equal(1_000, await LeftAsync(ledger));
        }
    }

    [Fact]
    public async Task A_process_that_follows_one_that_was_killed_counts_its_operation_once()
    {
        InMemoryRecordLedger ledger = Ledger();
        await RecordCharge.ReserveAsync(ledger, "a", "accountsBulkModify", 300, s_never);
        RecordCharge after = new(ledger, "a");
        await after.SettleAsync(200);
        Assert.Equal(800, await LeftAsync(ledger));
        RecordCharge again = new(ledger, "a");
        Assert.Null(await again.RaiseAsync(250, s_never));
        await again.SettleAsync(250);
        Assert.Equal(750, await LeftAsync(ledger));
    }

    [Fact]
    public async Task A_count_that_could_not_be_written_is_written_the_next_time()
    {
        int failures = 1;
        SlowLedger ledger = new(_ => failures-- > 0 ? Task.FromException(new IOException("down")) : Task.CompletedTask);
        RecordCharge charge = new(ledger, "a");
        await Assert.ThrowsAsync<IOException>(async () => await charge.SettleAsync(5));
        await charge.SettleAsync(5);
        await charge.SettleAsync(5);
        Assert.Equal([5], ledger.Settled);
    }

    [Fact]
    public async Task Of_two_counts_at_the_same_time_the_last_one_stays_however_slow_the_ledger_is()
    {
        TaskCompletionSource slow = new();
        SlowLedger ledger = new(records => records == 700 ? slow.Task : Task.CompletedTask);
        RecordCharge charge = new(ledger, "a");
        Task seen = charge.SettleAsync(700).AsTask();
        await charge.SettleAsync(0);
        slow.SetResult();
        await seen;
        Assert.Equal(0, ledger.Settled[^1]);
    }

    [Theory]
    [InlineData("finished", 500)]
    [InlineData("canceled", 0)]
    public async Task A_batch_that_is_recovered_settles_under_its_key_in_a_shared_ledger(string end, long taken)
    {
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Reply.Batch(7, end, taken, taken) : Reply.Batch(7, "pending"));
        InMemoryRecordLedger ledger = Ledger();
        InMemoryOperationJournal journal = new();
        void Configure(OutreachBulkOptions options) => (options.Journal, options.RecordLedger) = (journal, ledger);
        using (Accounts killed = new(server.BaseAddress, new VirtualTime(), Configure))
        {
            BulkCall call = BulkCall.Of(new ModifyParams { Filter = AccountFilter.Everything }, new AccountModify { Custom1 = "x" });
            await killed.Batches.StartAsync(call, "job 1");
            Assert.Equal(999, await LeftAsync(ledger));
        }

        for (int process = 0; process < 2; process++)
        {
            using OutreachBulkConnection connection = OutreachBulkConnection.Create(
                Accounts.Options(server.BaseAddress, new VirtualTime(), Configure));
            foreach (RecoveredOperation operation in await connection.RecoverAsync())
            {
                Assert.Equal("job 1", operation.Start.Key);
                await operation.Batch!.RefreshAsync();
                await operation.Batch.RefreshAsync();
            }

            Assert.Equal(1_000 - taken, await LeftAsync(ledger));
        }

        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task An_operation_that_takes_days_is_charged_for_what_it_took_since()
    {
        InMemoryRecordLedger ledger = Ledger();
        await ledger.SettleAsync("slow", 900, s_never);
        for (int day = 0; day < 3; day++)
        {
            _time.Advance(TimeSpan.FromDays(1.5));
            Assert.Equal(1_000, await LeftAsync(ledger));
        }

        await ledger.SettleAsync("slow", 901, s_never);
        Assert.Equal(999, await LeftAsync(ledger));
    }

    [Fact]
    public async Task A_batch_that_is_found_after_its_answer_was_lost_settles_what_its_call_reserved()
    {
        VirtualTime time = new();
        const string echo = """
            "createdAt":"2026-01-05T08:00:00Z","payload":{"attributes":{"custom1":"x"},"filter":{"id":["1","2"]}}
            """;
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "POST" } => Reply.Close,
            { Path: "/api/v2/batches/7" } => Reply.Batch(7, "finished", 300, 300),
            _ => Reply.Json($$"""{"data":[{"type":"batch","id":7,"attributes":{"state":"running",{{echo}}} }]}"""),
        })
        {
            Clock = time,
        };
        InMemoryRecordLedger ledger = Ledger();
        using Accounts accounts = new(server.BaseAddress, time, options => options.RecordLedger = ledger);
        BulkCall call = BulkCall.Of(new ModifyParams { Filter = new() { Id = [1, 2] } }, new AccountModify { Custom1 = "x" });
        BatchOutcomeUnknownException lost =
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.Batches.StartAsync(call, "job 1"));
        Assert.Equal(998, await LeftAsync(ledger));
        OutcomeSearchResult<BatchOperation> found = await lost.FindAsync();
        await found.Operation!.RefreshAsync();
        Assert.Equal(700, await LeftAsync(ledger));
    }

    // 1 200 a day are 50 an hour; 200 are reserved.
    private InMemoryRecordLedger Ledger() => new(1_200, 200, _time);

    private static async Task<long> LeftAsync(InMemoryRecordLedger ledger) =>
        (await ledger.ReserveAsync("nobody", long.MaxValue, s_never)).Left;

    private static async Task CountOthersAsync(InMemoryRecordLedger ledger, string name, int count)
    {
        for (int i = 0; i < count; i++)
            await ledger.SettleAsync($"{name}{i}", 0, s_never);
    }

    private sealed class SlowLedger(Func<long, Task> before) : IRecordLedger
    {
        public List<long> Settled { get; } = [];

        public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken) =>
            new(new RecordAllowance(true, 1, null));

        public async ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken)
        {
            await before(records);
            lock (Settled)
                Settled.Add(records);
        }
    }
}
