using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>Upserts end to end over HTTP, in both forms a record may have.</summary>
public class UpsertFlowTests
{
    [Theory]
    [InlineData("skip", "Old name", null, true)]
    [InlineData("missing", "Old name", "New industry", true)]
    [InlineData("overwrite", "New name", "New industry", true)]
    [InlineData("overwriteNoCreate", "New name", "New industry", false)]
    public async Task Records_are_stored_as_the_method_says_in_either_form(string method, string name, string? industry, bool creates)
    {
        foreach (bool bare in new[] { false, true })
        {
            await using OutreachEmulator emulator = await StartAsync();
            OutreachClient client = Over(emulator, bare);
            await UpsertAsync(
                client,
                DupeMethod.Overwrite,
                new UpsertRecord { Type = "account", Id = 3, ["name"] = "Old name", ["industry"] = Clear.Value });
            ImportResult result = await UpsertAsync(
                client,
                new(method),
                new UpsertRecord { Type = "account", Id = 3, ["name"] = "New name", ["industry"] = "New industry" },
                new UpsertRecord { Type = "account", ["name"] = "Another" });

            JsonNode record = emulator.FindRecord("account", 3)!["attributes"]!;
            Assert.Equal(name, (string?)record["name"]);
            Assert.Equal(industry, (string?)record["industry"]);
            Assert.Equal(creates ? "Another" : null, (string?)emulator.FindRecord("account", 21)?["attributes"]!["name"]);
            Assert.Equal(2, result.Import.Total);
            Assert.Equal(1, result.Import.Dupes);
            Assert.Equal(creates ? OperationOutcome.Completed : OperationOutcome.CompletedWithFailures, result.Outcome);
            string sent = emulator.Requests
                .Last(request => request.PathAndQuery.EndsWith("/imports/actions/bulkUpsert", StringComparison.Ordinal))
                .Body;
            Assert.Equal(!bare, JsonNode.Parse(sent)!["data"]!["attributes"]!["records"]![0]!["data"] is not null);
        }
    }

    [Fact]
    public async Task Types_may_be_mixed_and_failed_records_are_told_by_the_batches()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ImportOperation import = Assert.Single(await Over(emulator).Imports.BulkUpsertAsync(
            [
                new() { Type = "account", Id = 1, ["name"] = "Acme" },
                new() { Type = "prospect", Id = 1, ["firstName"] = "Ada" },
                new() { Type = "account", Id = 2, ["numberOfEmployees"] = "many" },
            ],
            new() { DupeMethod = DupeMethod.Overwrite }));
        Assert.Equal(OperationOutcome.CompletedWithFailures, (await import.WaitForCompletionAsync()).Outcome);

        Assert.Equal("Acme", (string?)emulator.FindRecord("account", 1)!["attributes"]!["name"]);
        Assert.Equal("Ada", (string?)emulator.FindRecord("prospect", 1)!["attributes"]!["firstName"]);
        List<string?> reasons = [];
        await foreach (BatchOperation batch in import.GetBatchesAsync())
        {
            await foreach (BatchItem item in batch.GetItemsAsync(BatchItemFilter.Failed))
                reasons.Add(item.Info);
        }

        Assert.NotEmpty(Assert.Single(reasons)!);
    }

    [Fact]
    public async Task Custom_objects_are_upserted_by_their_group()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ImportOperation import = Assert.Single(await Over(emulator).CustomObjects.BulkUpsertAsync(
            [new() { Type = "vehicle", Id = 7, ["seats"] = 4, ["color"] = "red" }], new() { DupeMethod = DupeMethod.Overwrite }));
        Assert.Equal(OperationOutcome.Completed, (await import.WaitForCompletionAsync()).EnsureAllSucceeded().Outcome);

        JsonNode record = emulator.FindRecord("vehicle", 7)!["attributes"]!;
        Assert.Equal((4, "red"), ((int)record["seats"]!, (string?)record["color"]));
    }

    [Fact]
    public async Task A_lost_call_is_found_by_its_name_and_what_was_started_before_is_kept()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        emulator.Faults.Add(
            new() { Path = path => path.EndsWith("/bulkUpsert", StringComparison.Ordinal), Skip = 1, Times = 1 },
            EmulatorFault.LoseResponse);
        UpsertRecord[] records =
        [
            .. Enumerable.Range(1, 6).Select(id => new UpsertRecord { Type = "account", Id = id, ["name"] = $"n{id}" }),
        ];
        UpsertOptions options = new() { DupeMethod = DupeMethod.Overwrite, RecordsPerCall = 2 };
        UpsertInterruptedException ended = await Assert.ThrowsAsync<UpsertInterruptedException>(
            () => client.Imports.BulkUpsertAsync(records, options));

        Assert.Equal(2, (await Assert.Single(ended.Started).WaitForCompletionAsync()).Import.Total);
        ImportOperation? found = (await ended.Unknown!.FindAsync()).Operation;
        Assert.Equal(2, (await found!.WaitForCompletionAsync()).Import.Total);
        IReadOnlyList<ImportOperation> rest = await client.Imports.BulkUpsertAsync(
            records.Skip(ended.StartedRecords + ended.UnknownRecords), options);
        await Assert.Single(rest).WaitForCompletionAsync();
        Assert.Equal(
            ["n1", "n2", "n3", "n4", "n5", "n6"],
            Enumerable.Range(1, 6).Select(id => (string?)emulator.FindRecord("account", id)!["attributes"]!["name"]));
        Assert.Equal(3, emulator.Requests.Count(request => request.PathAndQuery.EndsWith("/bulkUpsert", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Imports_attach_as_ever()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        ImportOperation import = Assert.Single(await client.Imports.BulkUpsertAsync(
            [new() { Type = "account", Id = 1, ["name"] = "Acme" }], new() { DupeMethod = DupeMethod.Skip }));

        Assert.Equal(1, (await Over(emulator).Imports.Attach(import.Id).WaitForCompletionAsync()).Import.Total);
    }

    private static async Task<ImportResult> UpsertAsync(OutreachClient client, DupeMethod method, params UpsertRecord[] records) =>
        await Assert.Single(await client.Imports.BulkUpsertAsync(records, new() { DupeMethod = method })).WaitForCompletionAsync();

    private static Task<OutreachEmulator> StartAsync() => OutreachEmulator.StartAsync(new() { Accounts = 20, Prospects = 20 });

    private static OutreachClient Over(OutreachEmulator emulator, bool bare = false) => Client.Over(
        emulator.BaseAddress,
        emulator.AccessToken,
        options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(10);
            options.Protocol.BareRecords = bare;
        });
}
