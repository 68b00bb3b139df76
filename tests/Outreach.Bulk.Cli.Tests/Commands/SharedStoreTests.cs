using System.Text.Json;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Accounts that share a store: ids and keys of one mean nothing in another.</summary>
public sealed class SharedStoreTests : SlowTests
{
    private string Here => Emulator.BaseAddress.AbsoluteUri;

    [Fact]
    public async Task What_another_account_has_open_is_neither_listed_nor_closed_nor_followed()
    {
        await using OutreachEmulator other = await OutreachEmulator.StartAsync(Options);
        Tool.Variables["OUTREACH_STORE"] = At("store.db");
        await DetachAsync();
        string key = (await ExpectAsync(ExitCode.Done, "journal", "--json")).Events[0].GetProperty("key").GetString()!;

        Tool.Variables["OUTREACH_BASE_ADDRESS"] = other.BaseAddress.AbsoluteUri;
        Assert.StartsWith("Nothing is open in", (await ExpectAsync(ExitCode.Done, "journal")).Output);
        await ExpectAsync(ExitCode.Usage, "journal", "close", key);
        long same = await WaitingBatch.StartAsync(other);
        Assert.Equal(1, same);
        await ExpectAsync(ExitCode.Done, "cancel", "1");
        await ExpectAsync(ExitCode.Canceled, "watch", "1");

        Tool.Variables["OUTREACH_BASE_ADDRESS"] = Here;
        JsonElement[] open = (await ExpectAsync(ExitCode.Done, "journal", "--json")).Events;
        Assert.Equal((key, 1), (open[0].GetProperty("key").GetString(), open[0].GetProperty("batch").GetInt64()));
        EndAll();
        await ExpectAsync(ExitCode.Done, "watch", "1");
        Assert.StartsWith("Nothing is open in", (await ExpectAsync(ExitCode.Done, "journal")).Output);
    }

    [Fact]
    public async Task A_key_of_an_import_is_that_of_its_account()
    {
        await using OutreachEmulator other = await OutreachEmulator.StartAsync(new() { Accounts = 10, Prospects = 5 });
        Tool.Variables["OUTREACH_STORE"] = At("store.db");
        string[] import = ["import", "accountsImport", "accounts.csv", "--map-by-name", "--key", "nightly", "--yes"];
        string[] briefly = [.. import, "--timeout", "00:00:01"];
        Write("accounts.csv", "name", "Acme");
        await ExpectAsync(ExitCode.Detached, briefly);

        Tool.Variables["OUTREACH_BASE_ADDRESS"] = other.BaseAddress.AbsoluteUri;
        Write("accounts.csv", "name", "Another");
        ToolRun run = await ExpectAsync(ExitCode.Done, import);
        Assert.Contains("Import 1 was started.", run.Errors);
        Assert.Equal(11, other.CountRecords("account"));

        Tool.Variables["OUTREACH_BASE_ADDRESS"] = Here;
        Write("accounts.csv", "name", "Acme");
        ToolRun again = await ExpectAsync(ExitCode.Detached, briefly);
        Assert.Contains("was started under the key nightly. Nothing is sent again.", again.Errors);
    }

    [Fact]
    public async Task What_a_program_wrote_down_without_an_account_is_shown_and_closed()
    {
        Tool.Variables["OUTREACH_STORE"] = At("store.db");
        using (JobStore store = JobStore.Sqlite(At("store.db")))
        {
            await store.CreateJournal().WriteAsync(
                new() { Key = "a program's", Event = JournalEvent.Starting, At = DateTimeOffset.UtcNow, Action = "accountAddTags" },
                TestContext.Current.CancellationToken);
        }

        Assert.StartsWith("a program's", (await ExpectAsync(ExitCode.Done, "journal")).Output);
        await ExpectAsync(ExitCode.Done, "journal", "close", "a program's");
        Assert.StartsWith("Nothing is open in", (await ExpectAsync(ExitCode.Done, "journal")).Output);
    }

    private async Task DetachAsync()
    {
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=80", "--set", "tags=a");
        await ExpectAsync(ExitCode.Detached, "apply", "plan.json", "--yes", "--timeout", "00:00:01");
    }
}
