namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>
/// The records of the day: the promises of the library's ledger in memory, kept for all processes. 50 of 1 200 come back an hour.
/// </summary>
public abstract class LedgerContract(StoreKind kind) : StoreContract(kind)
{
    private IRecordLedger _ledger = null!;

    private IRecordLedger Ledger => _ledger ??= Store.CreateLedger(StoreBench.Account, 1_200, 200);

    [Fact]
    public async Task Reserving_again_counts_once_and_raises_by_the_difference_only()
    {
        Assert.Equal((true, 900), await ReserveAsync("a", 100));
        Assert.Equal((true, 900), await ReserveAsync("a", 100));
        Assert.Equal((true, 750), await ReserveAsync("a", 250));
        Assert.Equal((true, 750), await ReserveAsync("a", 10));
        Assert.Equal((true, 650), await ReserveAsync("b", 100));
        Assert.Equal((true, 0), await ReserveAsync("a", 900));
        Assert.Equal((true, 0), await ReserveAsync("a", 900));
    }

    [Fact]
    public async Task What_does_not_fit_is_not_reserved_in_part_and_the_time_is_told_when_it_fits()
    {
        await ReserveAsync("a", 600);
        RecordAllowance refused = await Ledger.ReserveAsync("b", 1_001, default);
        Assert.Equal((false, 400, null), (refused.IsReserved, refused.Left, refused.AvailableAt));
        refused = await Ledger.ReserveAsync("b", 450, default);
        Assert.Equal((false, 400), (refused.IsReserved, refused.Left));
        Assert.Equal(400, await LeftAsync());
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds((await Bench.PlanJobAsync()).ReadAt);
        Assert.Equal(1, (refused.AvailableAt!.Value - now).TotalHours, 0.01);
        await Bench.AdvanceAsync(refused.AvailableAt.Value - now);
        Assert.True((await Ledger.ReserveAsync("b", 450, default)).IsReserved);
    }

    [Fact]
    public async Task Settling_again_counts_once_and_nothing_gives_everything_back()
    {
        await ReserveAsync("a", 600);
        await Ledger.SettleAsync("a", 200, default);
        await Ledger.SettleAsync("a", 200, default);
        Assert.Equal(800, await LeftAsync());
        await Ledger.SettleAsync("a", 0, default);
        await Ledger.SettleAsync("a", 0, default);
        await Ledger.SettleAsync("b", 0, default);
        Assert.Equal(1_000, await LeftAsync());
    }

    [Fact]
    public async Task What_the_server_counted_is_taken_whatever_is_left_and_nothing_is_left_rather_than_less()
    {
        await Ledger.SettleAsync("a", 5_000, default);
        await Ledger.SettleAsync("a", 5_000, default);
        Assert.Equal(0, await LeftAsync());
        await Ledger.SettleAsync("a", 400, default);
        Assert.Equal(600, await LeftAsync());
    }

    [Fact]
    public async Task What_is_taken_comes_back_evenly()
    {
        await ReserveAsync("a", 1_000);
        await Bench.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(100, await LeftAsync());
        await Bench.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal(1_000, await LeftAsync());
    }

    [Fact]
    public async Task What_has_come_back_by_itself_is_not_given_back_once_more()
    {
        await ReserveAsync("a", 1_000);
        await Bench.AdvanceAsync(TimeSpan.FromHours(12));
        Assert.True((await ReserveAsync("b", 600)).IsReserved);
        await Ledger.SettleAsync("a", 0, default);
        Assert.Equal(400, await LeftAsync());
    }

    [Fact]
    public async Task An_operation_that_takes_days_is_charged_for_what_it_took_since()
    {
        await Ledger.SettleAsync("slow", 900, default);
        for (int day = 0; day < 3; day++)
        {
            await Bench.AdvanceAsync(TimeSpan.FromDays(1.5));
            Assert.Equal(1_000, await LeftAsync());
        }

        await Ledger.SettleAsync("slow", 901, default);
        Assert.Equal(999, await LeftAsync());
    }

    [Fact]
    public async Task A_clock_that_was_ahead_for_a_while_holds_up_no_record_once_it_is_right_again()
    {
        await Bench.AdvanceAsync(TimeSpan.FromDays(365));
        await ReserveAsync("a", 1_000);
        await Bench.AdvanceAsync(TimeSpan.FromDays(-365));
        Assert.Equal(0, await LeftAsync());
        await Bench.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(50, await LeftAsync());
    }

    [Fact]
    public async Task Accounts_have_a_day_each()
    {
        await ReserveAsync("a", 1_000);
        IRecordLedger elsewhere = Store.CreateLedger("elsewhere", 1_200, 200);
        Assert.Equal(0, (await elsewhere.ReserveAsync("a", 1_000, default)).Left);
        Assert.Equal(0, await LeftAsync());
    }

    [Fact]
    public async Task Processes_that_reserve_at_once_never_take_more_than_the_day_has()
    {
        IRecordLedger other = (await Bench.OpenAsync()).CreateLedger(StoreBench.Account, 1_200, 200);
        long reserved = 0;
        await Parallel.ForAsync(0, 60, async (i, cancellationToken) =>
        {
            // Each operation is asked for twice, by either process.
            if ((await (i % 2 == 0 ? Ledger : other).ReserveAsync($"{i / 2}", 70, cancellationToken)).IsReserved)
                Interlocked.Add(ref reserved, i % 2 == 0 ? 70 : 0);
        });
        Assert.InRange(reserved, 0, 980);
        Assert.Equal(20, await LeftAsync());
        await Parallel.ForAsync(0, 60, async (i, cancellationToken) =>
            await (i % 2 == 0 ? Ledger : other).SettleAsync($"{i / 2}", 0, cancellationToken));
        Assert.Equal(1_000, await LeftAsync());
    }

    private async Task<(bool IsReserved, long Left)> ReserveAsync(string key, long records)
    {
        RecordAllowance allowance = await Ledger.ReserveAsync(key, records, default);
        return (allowance.IsReserved, allowance.Left);
    }

    private async Task<long> LeftAsync() => (await Ledger.ReserveAsync("nobody", long.MaxValue, default)).Left;
}

public sealed class SqliteLedgerTests() : LedgerContract(StoreKind.Sqlite);

public sealed class PostgreSqlLedgerTests() : LedgerContract(StoreKind.PostgreSql);
