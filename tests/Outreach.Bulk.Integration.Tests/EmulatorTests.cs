using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>The main job, end to end over HTTP: generated client, runtime, emulator.</summary>
public class EmulatorTests
{
    [Theory]
    [MemberData(nameof(AllActions.Names), MemberType = typeof(AllActions))]
    public async Task Every_action_runs_to_its_end(string action)
    {
        await using OutreachEmulator emulator = await StartAsync();
        BatchOperation operation = await AllActions.Calls[action](Over(emulator));
        BatchResult result = await operation.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(2, result.Batch.Total);
    }

    [Theory]
    [InlineData(UnauthorizedForm.JsonApi)]
    [InlineData(UnauthorizedForm.Gateway)]
    public async Task A_token_that_expires_in_the_night_costs_a_renewal_and_nothing_else(UnauthorizedForm form)
    {
        await using OutreachEmulator emulator = await StartAsync(
            configure: options => options.AcceptToken = token => token is "first" or "second");
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.Unauthorized(form));
        OutreachClient client = Client.Over(
            emulator.BaseAddress, "", options => options.AccessToken = (context, _) => new(context.RejectedToken is null ? "first" : "second"));
        BatchOperation tagging = await client.Accounts.AddTagsAsync(new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] });
        (await tagging.WaitForCompletionAsync()).EnsureAllSucceeded();
        Assert.Single(emulator.PostedActions);
    }

    [Fact]
    public async Task What_another_process_confirmed_goes_on_within_the_policy()
    {
        await using OutreachEmulator emulator = await StartAsync(configure: options => options.ConfirmationThreshold = 1);
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.ConfirmBatch);
        BatchOperation tagging = await Over(emulator).Accounts.AddTagsAsync(
            new() { Filter = new() { Id = [1, 2] }, Confirm = Confirm.AtMost(2) }, new() { Tags = ["x"] });
        (await tagging.WaitForCompletionAsync()).EnsureAllSucceeded();
    }

    [Fact]
    public async Task A_server_that_takes_no_bodies_and_only_the_other_filter_is_got_along_with()
    {
        await using OutreachEmulator emulator = await StartAsync(configure: options =>
        {
            (options.ConfirmationThreshold, options.DecisionsTakeBody, options.ItemsFilterByFailed) = (1, false, false);
            options.FailWhen = (_, record) => (int)record["id"]! == 2 ? "locked" : null;
        });
        OutreachClient client = Client.Over(
            emulator.BaseAddress, emulator.AccessToken, options => options.Protocol.DecisionsWithoutBody = true);
        BatchOperation tagging = await client.Accounts.AddTagsAsync(
            new() { Filter = new() { Id = [1, 2] }, Confirm = Confirm.AtMost(2) }, new() { Tags = ["x"] });
        await tagging.WaitForCompletionAsync();
        List<BatchItem> failed = [];
        await foreach (BatchItem item in tagging.GetItemsAsync(BatchItemFilter.Failed))
            failed.Add(item);
        Assert.Equal("locked", Assert.Single(failed).Info);
    }

    [Fact]
    public async Task What_failed_is_a_file_that_the_next_run_selects_by()
    {
        await using OutreachEmulator emulator = await StartAsync(configure: options => options.FailWhen = (_, record) =>
            (int)record["id"]! is 2 or 5 ? $"Account {record["id"]} is locked, by 'Eve'." : null);
        OutreachClient client = Over(emulator);
        CsvFile selected = CsvFile.From("name,accountId\nAcme,1\nBolt,2\nCard,3\nDune,5\n"u8.ToArray(), "selected.csv");
        BatchOperation tagging = await client.Accounts.AddTagsAsync(new() { Filter = new() { Id = [1, 2, 3, 5] } }, new() { Tags = ["x"] });
        BatchResult result = await tagging.WaitForCompletionAsync();

        FailureReport failures = await result.ReadFailuresAsync(selected, "accountId");
        Assert.Equal(
            "name,accountId,outreach_error,source_line\n"
            + "Bolt,2,\"Account 2 is locked, by 'Eve'.\",3\n"
            + "Dune,5,\"Account 5 is locked, by 'Eve'.\",5\n",
            await WriteAsync(failures));
        IGrouping<string, BatchItem> cluster = Assert.Single(failures.Clusters);
        Assert.Equal(("Account … is locked, by ….", 2), (cluster.Key, cluster.Count()));
        Assert.Equal((0, 0L), (failures.Unmatched.Count, failures.MissingItems));

        FailureReport listed = await result.ListFailuresAsync();
        Assert.Equal("id\n2\n5\n", await WriteAsync(listed, withErrors: false));
        BatchOperation again = await client.Accounts.AddTagsAsync(
            new() { Filter = new() { Id = [.. listed.Rows.Select(row => long.Parse(row.ReadCells()[0], CultureInfo.InvariantCulture))] } },
            new() { Tags = ["x"] });
        Assert.Equal(2, (await again.WaitForCompletionAsync()).Batch.Total);

        static async Task<string> WriteAsync(FailureReport report, bool withErrors = true)
        {
            using MemoryStream written = new();
            await report.WriteCsvAsync(written, withErrors);
            return Encoding.UTF8.GetString(written.ToArray());
        }
    }

    [Fact]
    public async Task A_modify_sets_clears_and_leaves_alone()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        JsonNode before = emulator.FindRecord("account", 1)!["attributes"]!.DeepClone();
        BatchOperation operation = await client.Accounts.BulkModifyAsync(
            new() { Filter = new() { Id = [1, 2] }, Confirm = Confirm.Exactly(2) },
            new() { Custom1 = "edit from bulk", NumberOfEmployees = 250, Industry = Clear.Value });
        await operation.WaitForCompletionAsync();

        JsonNode after = emulator.FindRecord("account", 1)!["attributes"]!;
        Assert.Equal("edit from bulk", after["custom1"]!.GetValue<string>());
        Assert.Equal(250, after["numberOfEmployees"]!.GetValue<long>());
        Assert.Null(after["industry"]);
        Assert.Equal(before["name"]!.ToJsonString(), after["name"]!.ToJsonString());
        Assert.NotEqual("edit from bulk", emulator.FindRecord("account", 3)!["attributes"]!["custom1"]?.GetValue<string>());
    }

    [Fact]
    public async Task A_large_selection_is_confirmed_under_its_lock_and_reports_progress()
    {
        VirtualTime time = new();
        await using OutreachEmulator emulator = await StartAsync(time, options => options.ItemsPerSecond = 50);
        OutreachClient client = Over(emulator, time);
        List<Batch> seen = [];
        BatchOperation operation = await client.Prospects.AddTagsAsync(
            new() { Filter = ProspectFilter.Everything, Confirm = Confirm.AtMost(400) }, new() { Tags = ["spring"] });
        BatchResult result = await operation.WaitForCompletionAsync(new Collect(seen));

        Assert.Equal(300, result.Batch.Total);
        Assert.True(seen.Count > 2, "progress was reported along the way");
        Assert.Equal(seen.Select(progress => progress.Fraction).Order(), seen.Select(progress => progress.Fraction));
        Assert.Equal(1, seen[^1].Fraction);
    }

    [Fact]
    public async Task Destroying_more_than_was_consented_to_destroys_nothing()
    {
        await using OutreachEmulator emulator = await StartAsync();
        BatchOutOfBoundsException refused = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() =>
            Over(emulator).Accounts.DestroyAllAsync(
                new() { Filter = new() { Id = new() { AtLeast = 1 } }, Consent = Consent.ToDestroyAtMost(50) }));
        Assert.Equal(300, refused.Count);
        Assert.True(refused.IsCanceled);
        Assert.Equal(300, emulator.CountRecords("account"));
    }

    [Fact]
    public async Task Without_a_policy_a_large_selection_waits_and_can_be_confirmed_later_by_id()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        BatchOperation operation = await client.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = ["a"] });
        ConfirmationRequiredException waits = await Assert.ThrowsAsync<ConfirmationRequiredException>(
            () => operation.WaitForCompletionAsync());
        Assert.Equal(300, waits.Count);

        BatchOperation later = Over(emulator).Batches.Attach(operation.Id);
        await later.ConfirmAsync();
        Assert.Equal(OperationOutcome.Completed, (await later.WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task Failures_are_listed_and_told_apart_from_success()
    {
        await using OutreachEmulator emulator = await StartAsync(configure: options =>
            options.FailWhen = (_, record) => record["id"]!.GetValue<long>() % 2 == 0 ? "even records fail" : null);
        OutreachClient client = Over(emulator);
        BatchOperation operation = await client.Prospects.AssignOwnerAsync(
            new() { Filter = new() { Id = new() { AtMost = 10 } } }, new() { OwnerId = 2 });
        BatchResult result = await operation.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        Assert.Throws<OperationIncompleteException>(result.EnsureAllSucceeded);

        List<BatchItem> failed = [];
        await foreach (BatchItem item in operation.GetItemsAsync(BatchItemFilter.Failed))
            failed.Add(item);
        Assert.Equal(5, failed.Count);
        Assert.All(failed, item => Assert.Equal("even records fail", item.Info));
    }

    [Fact]
    public async Task A_lost_answer_is_found_and_not_sent_again()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        emulator.Faults.LoseResponse(HttpMethod.Post, path => path.StartsWith("/batches/actions/", StringComparison.Ordinal));
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => client.Accounts.AddTagsAsync(
            new() { Filter = new() { Id = [4, 5, 6] } }, new() { Tags = ["lost"] }));
        OutcomeSearchResult<BatchOperation> search = await lost.FindAsync();
        Assert.NotNull(search.Operation);
        Assert.Equal(3, (await search.Operation!.WaitForCompletionAsync()).Batch.Total);
        Assert.Single(emulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Items_of_every_page_are_read()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator, configure: options => options.PageSize = 7);
        BatchOperation operation = await client.Accounts.AddTagsAsync(
            new() { Filter = new() { Id = new() { AtMost = 50 } } }, new() { Tags = ["a"] });
        await operation.WaitForCompletionAsync();
        HashSet<long> ids = [];
        await foreach (BatchItem item in operation.GetItemsAsync())
            Assert.True(ids.Add(item.Id));
        Assert.Equal(50, ids.Count);
    }

    [Fact]
    public async Task More_ids_than_fit_the_line_select_the_same_records_from_the_body()
    {
        await using OutreachEmulator emulator = await StartAsync(configure: options => options.ConfirmationThreshold = 1_000);
        OutreachClient client = Over(emulator, configure: options => options.MaximumRequestLine = 512);
        long[] ids = [.. Enumerable.Range(1, 100).Select(id => (long)id)];
        BatchOperation operation = await client.Accounts.AddTagsAsync(
            new() { Filter = new() { Id = ids } }, new() { Tags = ["from-body"] });
        Assert.Equal(100, (await operation.WaitForCompletionAsync()).EnsureAllSucceeded().Batch.Total);
        Assert.DoesNotContain("filter", emulator.Requests[0].PathAndQuery);
    }

    [Fact]
    public async Task A_batch_that_never_starts_is_left_alone_at_the_deadline()
    {
        VirtualTime time = new();
        await using OutreachEmulator emulator = await StartAsync(time);
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.StayPending);
        BatchOperation operation = await Over(emulator, time).Accounts.AddTagsAsync(
            new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] });
        BatchDetachedException late = await Assert.ThrowsAsync<BatchDetachedException>(
            () => operation.WaitForCompletionAsync(deadline: TimeSpan.FromHours(1)));
        Assert.Equal("pending", late.Batch!.State.Value);
        Assert.DoesNotContain(emulator.Requests, request => request.PathAndQuery.Contains("/cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_matched_is_not_success()
    {
        await using OutreachEmulator emulator = await StartAsync();
        BatchOperation operation = await Over(emulator).Accounts.AddTagsAsync(
            new() { Filter = new() { Name = "no such company" } }, new() { Tags = ["a"] });
        Assert.Equal(OperationOutcome.NothingDone, (await operation.WaitForCompletionAsync()).Outcome);
    }

    private static Task<OutreachEmulator> StartAsync(TimeProvider? time = null, Action<EmulatorOptions>? configure = null)
    {
        EmulatorOptions options = new() { Accounts = 300, Prospects = 300, TimeProvider = time ?? TimeProvider.System };
        configure?.Invoke(options);
        return OutreachEmulator.StartAsync(options);
    }

    private static OutreachClient Over(
        OutreachEmulator emulator, TimeProvider? time = null, Action<OutreachBulkOptions>? configure = null) =>
        Client.Over(emulator.BaseAddress, emulator.AccessToken, options =>
        {
            options.TimeProvider = time ?? TimeProvider.System;
            options.PollInterval = TimeSpan.FromMilliseconds(10);
            configure?.Invoke(options);
        });

    private sealed class Collect(List<Batch> seen) : IProgress<Batch>
    {
        public void Report(Batch value) => seen.Add(value);
    }
}
