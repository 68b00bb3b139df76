using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What was begun and has no end is listed, looked for, followed and closed.</summary>
public sealed class JournalTests : SlowTests
{
    [Fact]
    public async Task What_nobody_watched_to_its_end_is_open_until_somebody_does()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=80", "--set", "tags=a");
        await ExpectAsync(ExitCode.Detached, "apply", "plan.json", "--yes", "--timeout", "00:00:01");
        ToolRun open = await ExpectAsync(ExitCode.Done, "journal", "--json");
        Assert.Equal(1, open.Events[0].GetProperty("batch").GetInt64());
        Assert.True(open.Events[0].GetProperty("isKnown").GetBoolean());
        EndAll();
        await ExpectAsync(ExitCode.Done, "watch", "1");
        Assert.StartsWith("Nothing is open", (await ExpectAsync(ExitCode.Done, "journal")).Output);
    }

    [Fact]
    public async Task What_was_lost_before_it_acted_is_not_found_and_can_be_closed()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=80", "--set", "tags=a");
        Emulator.Faults.Add(ApplyTests.OfAction(times: 1), EmulatorFault.Reset);
        await ExpectAsync(ExitCode.Unknown, "apply", "plan.json", "--yes");
        ToolRun search = await ExpectAsync(ExitCode.Unknown, "journal", "find", "--json");
        Assert.Equal("notSeen", search.Events[0].GetProperty("outcome").GetString());
        string key = search.Events[0].GetProperty("key").GetString()!;
        Assert.Contains("Nothing is open under the key other", (await ExpectAsync(ExitCode.Usage, "journal", "close", "other")).Errors);
        await ExpectAsync(ExitCode.Done, "journal", "close", key);
        Assert.Equal("Nothing was lost.\n", (await ExpectAsync(ExitCode.Done, "journal", "find")).Output);
    }

    [Fact]
    public async Task The_budget_has_the_hour_s_requests_and_the_day_s_records()
    {
        Tool.Variables["OUTREACH_STORE"] = At("store.db");
        using (JobStore store = JobStore.Sqlite(At("store.db")))
        {
            IRecordLedger ledger = store.CreateLedger(Emulator.BaseAddress.Authority);
            await ledger.ReserveAsync("others", 1_000_000, TestContext.Current.CancellationToken);
        }

        ToolRun run = await ExpectAsync(ExitCode.Done, "budget", "--json");
        Assert.Equal(10_000, run.Events[0].GetProperty("limit").GetInt64());
        Assert.InRange(run.Events[0].GetProperty("left").GetInt64(), 9_900, 9_999);
        Assert.InRange(run.Events[1].GetProperty("left").GetInt64(), 3_500_000, 3_510_000);
        Assert.Equal(4_500_000, run.Events[1].GetProperty("usable").GetInt64());
    }
}
