using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Laws 3 and 6 for imports: a wait always ends, and endings are told apart.</summary>
public class ImportOperationTests
{
    [Fact]
    public async Task A_wait_polls_through_states_it_does_not_know_to_the_end()
    {
        Queue<Reply> replies = new(
        [
            ImportServer.Import(7, "progressing"),
            ImportServer.Import(7, "grinding", 10),
            Reply.Html(502),
            ImportServer.Import(7, "finished", 10, 2),
        ]);
        await using ImportServer server = new() { OnGet = _ => replies.Dequeue() };
        VirtualTime time = new();
        using ImportingAccounts accounts = new(server.BaseAddress, time);
        ImportOperation import = accounts.Imports.Attach(7);
        Assert.Null(import.Latest);
        List<ImportProgress> seen = [];
        ImportResult result = await import.WaitForCompletionAsync(new ImportTests.Collect(seen));
        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        Assert.Equal(["progressing", "grinding", "finished"], seen.Select(progress => progress.State.Value));
        Assert.Equal([1, 1.5, 2.25], time.Waits.Select(wait => wait.TotalSeconds));
        Assert.Throws<OperationIncompleteException>(result.EnsureAllSucceeded);
        Assert.Empty(server.Http.Posts);
    }

    [Theory]
    [InlineData(10, 0, 0, "skip", OperationOutcome.Completed)]
    [InlineData(10, 3, 0, "skip", OperationOutcome.CompletedWithFailures)]
    [InlineData(10, 10, 0, "skip", OperationOutcome.NothingDone)]
    [InlineData(10, 4, 6, "skip", OperationOutcome.NothingDone)]
    [InlineData(10, 0, 10, "overwrite", OperationOutcome.Completed)]
    [InlineData(0, 0, 0, "skip", OperationOutcome.NothingDone)]
    [InlineData(null, 0, 0, "skip", OperationOutcome.Incomplete)]
    public async Task Endings_that_finished_are_told_apart(int? total, long failures, long dupes, string method, OperationOutcome expected)
    {
        await using ImportServer server = new()
        {
            OnGet = _ => ImportServer.Import(7, "finished", total, failures, dupes, $",\"dupeMethod\":\"{method}\""),
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        ImportResult result = await accounts.Imports.Attach(7).WaitForCompletionAsync();
        Assert.Equal(expected, result.Outcome);
        if (expected != OperationOutcome.Completed)
            Assert.Throws<OperationIncompleteException>(result.EnsureAllSucceeded);
    }

    [Fact]
    public async Task A_failed_import_throws_with_the_server_s_reason()
    {
        await using ImportServer server = new()
        {
            OnGet = _ => ImportServer.Import(7, "failed", more: ""","errorReason":"row of secret" """),
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        ImportFailedException error = await Assert.ThrowsAsync<ImportFailedException>(
            () => accounts.Imports.Attach(7).WaitForCompletionAsync());
        Assert.Equal("row of secret", error.ErrorReason);
        Assert.DoesNotContain("secret", error.Message);
        Assert.Equal(7, error.Operation.Id);
    }

    [Fact]
    public async Task A_deadline_detaches_and_leaves_the_import_alone()
    {
        await using ImportServer server = new() { OnGet = _ => ImportServer.Import(7, "progressing") };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        ImportDetachedException error = await Assert.ThrowsAsync<ImportDetachedException>(
            () => accounts.Imports.Attach(7).WaitForCompletionAsync(deadline: TimeSpan.FromMinutes(2)));
        Assert.Equal("progressing", error.Import!.State.Value);
        Assert.Empty(server.Http.Posts);
    }

    [Fact]
    public async Task Watching_gives_what_differs()
    {
        Queue<Reply> replies = new(
        [
            ImportServer.Import(7, "progressing", 1),
            ImportServer.Import(7, "progressing", 1),
            ImportServer.Import(7, "finished", 1),
        ]);
        await using ImportServer server = new() { OnGet = _ => replies.Dequeue() };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        List<string> states = [];
        await foreach (Import import in accounts.Imports.Attach(7).WatchAsync())
            states.Add(import.State.Value);
        Assert.Equal(["progressing", "finished"], states);
    }

    [Fact]
    public async Task The_batches_behind_an_import_are_its_own_even_where_the_filter_is_ignored()
    {
        await using ImportServer server = new()
        {
            OnGet = _ => Reply.Json("""
                {"data":[
                {"type":"batch","id":4,"attributes":{"state":"finished","contextType":"Import","contextId":"7"} },
                {"type":"batch","id":3,"attributes":{"state":"finished","contextType":"Import","contextId":8} },
                {"type":"batch","id":2,"attributes":{"state":"finished"} }]}
                """),
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Equal([4], (await accounts.Imports.Attach(7).GetBatchesAsync().ToListAsync()).Select(batch => batch.Id));
        Assert.Contains("filter[contextType]=Import&filter[contextId]=7", Assert.Single(server.Http.Received).Query);
    }

    [Fact]
    public async Task There_are_no_batches_where_the_filter_is_refused_or_switched_off()
    {
        await using ImportServer server = new() { OnGet = _ => Reply.Json("""{"errors":[{"id":"filterParameter"}]}""", 400) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Empty(await accounts.Imports.Attach(7).GetBatchesAsync().ToListAsync());
        using ImportingAccounts without = new(
            server.BaseAddress, new VirtualTime(), options => options.Protocol.FindBatchesOfImports = false);
        Assert.Empty(await without.Imports.Attach(7).GetBatchesAsync().ToListAsync());
        Assert.Single(server.Http.Received);
        server.OnGet = _ => Reply.Html(401);
        await Assert.ThrowsAsync<OutreachApiException>(async () => await accounts.Imports.Attach(7).GetBatchesAsync().ToListAsync());
    }

    [Fact]
    public async Task Answers_about_another_import_are_refused()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<OutreachConnectionException>(() => accounts.Imports.Attach(7).RefreshAsync());
        Assert.Throws<ArgumentOutOfRangeException>(() => accounts.Imports.Attach(0));
    }

    [Fact]
    public async Task Operations_can_be_doubled()
    {
        Double import = new();
        Assert.Equal(OperationOutcome.Completed, (await import.WaitForCompletionAsync()).Outcome);
        await Assert.ThrowsAsync<InvalidOperationException>(() => import.RefreshAsync());
    }

    private sealed class Double : ImportOperation
    {
        public override Task<ImportResult> WaitForCompletionAsync(
            IProgress<ImportProgress>? progress = null, TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(ImportResult.Create(this, new() { Id = 7, State = OperationState.Finished, Total = 1, Failures = 0 }));
    }
}
