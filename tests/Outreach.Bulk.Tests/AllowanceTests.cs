using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>The day's records are counted before they are spent, and what is beyond them is refused with figures.</summary>
public class AllowanceTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    [Fact]
    public async Task A_call_for_more_ids_than_are_left_is_refused_before_sending_with_figures_and_the_time()
    {
        // 2 400 a day are 100 an hour; 400 are reserved.
        await using ScriptedServer server = new(_ => Reply.Batch(9, "running", 1_900));
        using Accounts accounts = Limited(server, new VirtualTime());
        await accounts.ModifyAsync(Ids(1_900), s_change);
        DailyAllowanceException error = await Assert.ThrowsAsync<DailyAllowanceException>(() => accounts.ModifyAsync(Ids(150), s_change));
        Assert.Equal((150, 100, s_start.AddMinutes(30)), (error.Needed, error.Left, error.AvailableAt));
        Assert.Null(error.BatchId);
        Assert.Contains("needs 150 records of the daily allowance, and 100 are left", error.Message);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task What_a_whole_day_does_not_have_will_never_be_there()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(9, "running", 1));
        using Accounts accounts = Limited(server, new VirtualTime());
        Assert.Null((await Assert.ThrowsAsync<DailyAllowanceException>(() => accounts.ModifyAsync(Ids(2_001), s_change))).AvailableAt);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task What_was_taken_comes_back_evenly_over_the_day()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => Reply.Batch(9, "running", Counted(request)));
        using Accounts accounts = Limited(server, time);
        await accounts.ModifyAsync(Ids(2_000), s_change);
        await Assert.ThrowsAsync<DailyAllowanceException>(() => accounts.ModifyAsync(Ids(100), s_change));
        time.Advance(TimeSpan.FromMinutes(59));
        await Assert.ThrowsAsync<DailyAllowanceException>(() => accounts.ModifyAsync(Ids(100), s_change));
        time.Advance(TimeSpan.FromMinutes(1));
        await accounts.ModifyAsync(Ids(100), s_change);
        time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2_000, await LeftAsync(accounts));
    }

    [Theory]
    [InlineData(700, 1_300)]
    [InlineData(0, 2_000)]
    public async Task The_servers_count_replaces_what_was_thought_to_be_needed(long matched, long left)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(9, "running", matched));
        using Accounts accounts = Limited(server, new VirtualTime());
        await accounts.ModifyAsync(Ids(1_000), s_change);
        Assert.Equal(left, await LeftAsync(accounts));
    }

    [Fact]
    public async Task A_count_that_no_account_has_leaves_nothing_and_no_time_when_it_is_back()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(9, "running", long.MaxValue / 2));
        using Accounts accounts = Limited(server, new VirtualTime());
        await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, s_change);
        DailyAllowanceException error = await Assert.ThrowsAsync<DailyAllowanceException>(() => accounts.ModifyAsync(Ids(1), s_change));
        Assert.Equal((0, null), (error.Left, error.AvailableAt));
    }

    [Fact]
    public async Task A_count_that_comes_to_light_later_is_taken_whatever_is_left()
    {
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Reply.Batch(9, "finished", 2_500, 2_500)
            : Reply.Batch(9, "pending"));
        using Accounts accounts = Limited(server, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Everything(Confirm.Always), s_change);
        Assert.Equal(1_999, await LeftAsync(accounts));
        await operation.WaitForCompletionAsync();
        Assert.Equal(0, await LeftAsync(accounts));
    }

    [Fact]
    public async Task A_batch_that_waits_and_needs_more_than_is_left_is_cancelled_and_costs_nothing()
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)
            ? Reply.Batch(9, "canceled", 2_500) : Reply.Batch(9, "confirming", 2_500));
        using Accounts accounts = Limited(server, new VirtualTime());
        DailyAllowanceException error = await Assert.ThrowsAsync<DailyAllowanceException>(
            () => accounts.ModifyAsync(Everything(Confirm.Always), s_change));
        Assert.Equal((9, 2_499, 1_999), (error.BatchId, error.Needed, error.Left));
        Assert.Contains("was cancelled", error.Message);
        Assert.DoesNotContain(server.Posts, post => post.Path.EndsWith("/confirm", StringComparison.Ordinal));
        Assert.Equal(2_000, await LeftAsync(accounts));
    }

    [Fact]
    public async Task A_batch_that_waits_and_needs_what_is_left_takes_it_before_it_is_confirmed()
    {
        await using ScriptedServer server = new(request => Reply.Batch(
            9, request.Path.EndsWith("/confirm", StringComparison.Ordinal) ? "pending" : "confirming", 2_000));
        using Accounts accounts = Limited(server, new VirtualTime());
        await accounts.ModifyAsync(Everything(Confirm.Always), s_change);
        Assert.Equal(0, await LeftAsync(accounts));
    }

    [Fact]
    public async Task What_was_refused_or_never_sent_is_given_back_and_what_may_have_been_done_is_not()
    {
        Reply reply = Reply.Json("""{"errors":[{"id":"x"}]}""", 422);
        FailingJournal journal = new(entry => entry.Event == JournalEvent.Starting && reply == Reply.Close);
        await using ScriptedServer server = new(_ => reply);
        using Accounts accounts = Limited(server, new VirtualTime(), options => options.Journal = journal);
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ModifyAsync(Ids(1_000), s_change));
        Assert.Equal(2_000, await LeftAsync(accounts));
        reply = Reply.Close;
        await Assert.ThrowsAsync<IOException>(() => accounts.ModifyAsync(Ids(1_000), s_change));
        Assert.Equal(2_000, await LeftAsync(accounts));
        reply = Reply.Html(502);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(Ids(1_000), s_change));
        Assert.Equal(1_000, await LeftAsync(accounts));
    }

    [Fact]
    public async Task A_cancelled_batch_that_did_nothing_is_given_back()
    {
        await using ScriptedServer server = new(request => Reply.Batch(
            9, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : "confirming", 1_000));
        using Accounts accounts = Limited(server, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(Ids(1_000), s_change);
        Assert.Equal(1_000, await LeftAsync(accounts));
        await operation.CancelAsync();
        Assert.Equal(2_000, await LeftAsync(accounts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_rows_of_imports_are_counted_where_that_is_asked_for(bool countImports)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
        {
            options.RecordsPerDay = 3;
            options.ReservedRecords = 0;
            options.CountImports = countImports;
        });
        Func<Task<ImportOperation>> import = () => accounts.ImportAsync(
            CsvFile.From("companyName,crmId\na,1\nb,2\n"u8.ToArray(), "accounts.csv"),
            new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId });
        await import();
        if (countImports)
        {
            DailyAllowanceException error = await Assert.ThrowsAsync<DailyAllowanceException>(import);
            Assert.Equal((2, 1), (error.Needed, error.Left));
        }
        else
        {
            await import();
        }
        Assert.Equal(countImports ? 1 : 2, server.Starts.Count);
    }

    [Fact]
    public async Task A_ledger_of_ones_own_rules_alone()
    {
        OwnLedger ledger = new();
        await using ScriptedServer server = new(_ => Reply.Batch(9, "running", 70));
        using Accounts accounts = Limited(server, new VirtualTime(), options => options.RecordLedger = ledger);
        await accounts.ModifyAsync(Ids(100), s_change);
        Assert.Equal(["reserve 100", "settle 70"], ledger.Calls);
        Assert.Single(ledger.Keys.Distinct());
        ledger.Answer = new(false, 5, null);
        Assert.Equal(5, (await Assert.ThrowsAsync<DailyAllowanceException>(() => accounts.ModifyAsync(Ids(1), s_change))).Left);
    }

    private static Accounts Limited(ScriptedServer server, TimeProvider time, Action<OutreachBulkOptions>? configure = null) =>
        new(server.BaseAddress, time, options =>
        {
            options.RecordsPerDay = 2_400;
            options.ReservedRecords = 400;
            configure?.Invoke(options);
        });

    private static ModifyParams Ids(int count) => new() { Filter = new() { Id = [.. Enumerable.Range(1, count).Select(id => (long)id)] } };

    private static ModifyParams Everything(Confirm confirm) => new() { Filter = AccountFilter.Everything, Confirm = confirm };

    /// <summary>How many are left, as a call for more than a day has is told.</summary>
    private static async Task<long> LeftAsync(Accounts accounts) =>
        (await Assert.ThrowsAsync<DailyAllowanceException>(() => accounts.ModifyAsync(Ids(99_999), s_change))).Left;

    private static long Counted(Received request) => request.Body.Contains("\"ids\"", StringComparison.Ordinal)
        ? request.Body.Split('[', 2)[1].Split(']')[0].Split(',').Length
        : request.Query.Split("[id][]").Length - 1;

    private sealed class OwnLedger : IRecordLedger
    {
        public List<string> Calls { get; } = [];

        public RecordAllowance Answer { get; set; } = new(true, 10, null);

        public List<string> Keys { get; } = [];

        public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken)
        {
            Keys.Add(key);
            Calls.Add($"reserve {records}");
            return new(Answer);
        }

        public ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken)
        {
            Keys.Add(key);
            Calls.Add($"settle {records}");
            return default;
        }
    }
}
