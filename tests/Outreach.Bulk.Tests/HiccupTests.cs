using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>What passes by itself ends no wait, and hides for no longer than the options say.</summary>
public class HiccupTests
{
    private const string FirewallPage = "<!DOCTYPE html><html><head><title>Access\r\n denied</title></head><body>ref 17</body></html>";

    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    [Theory]
    [InlineData(408, "{}")]
    [InlineData(421, "{}")]
    [InlineData(425, "{}")]
    [InlineData(403, FirewallPage)]
    [InlineData(401, FirewallPage)]
    [InlineData(404, FirewallPage)]
    [InlineData(400, "Bad request")]
    [InlineData(407, "")]
    [InlineData(401, """{"errors":[{"id":"unauthorized","detail":"token expired"}]}""")]
    [InlineData(401, """{"error":"invalid_token","description":"expired"}""")]
    public async Task A_wait_goes_on_after_an_answer_that_may_pass(int status, string body)
    {
        int looks = 0;
        await using ScriptedServer server = new(_ => ++looks < 6 ? Reply.Json(body, status) : Reply.Batch(7, "finished", 1, 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        Assert.Equal(OperationOutcome.Completed, (await accounts.Batches.Attach(7).WaitForCompletionAsync()).Outcome);
    }

    [Theory]
    [InlineData(403, """{"errors":[{"id":"unauthorizedRequest","detail":"missing scope"}]}""")]
    [InlineData(404, """{"errors":[{"id":"notFound","detail":"no such batch"}]}""")]
    [InlineData(400, """{"errors":[{"id":"badRequest"}]}""")]
    public async Task A_refusal_of_the_API_ends_a_wait_at_once(int status, string body)
    {
        await using ScriptedServer server = new(_ => Reply.Json(body, status));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(7).WaitForCompletionAsync());
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(403, FirewallPage)]
    [InlineData(200, FirewallPage)]
    [InlineData(200, "{}")]
    [InlineData(408, "{}")]
    [InlineData(401, """{"errors":[{"id":"unauthorized","detail":"token expired"}]}""")]
    public async Task A_wait_that_is_answered_by_nothing_but_refusals_ends_with_the_last_one(int status, string body)
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(_ => Reply.Json(body, status));
        using Accounts accounts = new(server.BaseAddress, time);
        DateTimeOffset start = time.GetUtcNow();
        BatchDetachedException error = await Assert.ThrowsAsync<BatchDetachedException>(
            () => accounts.Batches.Attach(7).WaitForCompletionAsync());
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(17));
        OutreachBulkException last = Assert.IsType<OutreachBulkException>(error.InnerException, exactMatch: false);
        Assert.Equal(status, (int?)last.Status);
        Assert.Contains("RefusalTolerance", error.Message);
        Assert.Contains(last.Message, error.Message);
    }

    [Fact]
    public async Task A_service_that_is_down_ends_no_wait_before_its_deadline()
    {
        VirtualTime time = new();
        DateTimeOffset up = time.GetUtcNow().AddHours(3);
        await using ScriptedServer server = new(_ => time.GetUtcNow() < up ? Reply.Json("{}", 503) : Reply.Batch(7, "finished", 1, 1));
        using Accounts accounts = new(server.BaseAddress, time);
        Assert.Equal(OperationOutcome.Completed, (await accounts.Batches.Attach(7).WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task A_batch_that_was_just_started_may_be_missing_for_a_moment()
    {
        int looks = 0;
        await using ScriptedServer server = new(request => request.Method == "POST" ? Reply.Batch(7, "pending", 1, 1, 1)
            : ++looks < 4 ? Reply.Json("""{"errors":[{"id":"notFound"}]}""", 404)
            : Reply.Batch(7, "finished", 1, 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = new() { Id = [1] } }, s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task A_page_is_named_by_its_title()
    {
        await using ScriptedServer server = new(_ => Reply.Json(FirewallPage, 403));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(7).RefreshAsync());
        Assert.Contains("the answer is an HTML page, \"Access denied\".", error.Message);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData("", "the answer is empty.")]
    [InlineData("upstream\u0007 says\r\n no", "the answer is \"upstream says no\".")]
    [InlineData("""{"message":"nope"}""", """the answer is "{"message":"nope"}".""")]
    public async Task What_an_answer_without_errors_held_is_told(string body, string told)
    {
        await using ScriptedServer server = new(_ => Reply.Json(body, 400));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(7).RefreshAsync());
        Assert.Contains(told, error.Message);
    }

    [Theory]
    [InlineData(414)]
    [InlineData(431)]
    [InlineData(413)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(504)]
    public async Task A_list_that_fails_is_shortened_then_left_and_no_wait_ends(int status)
    {
        await using ScriptedServer server = new(request => request.Path.EndsWith("/batches", StringComparison.Ordinal)
            ? Reply.Json("""{"errors":[{"id":"anything","detail":"too long"}]}""", status)
            : Reply.Batch(request.BatchId, "finished", 1, 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchResult[] results = await Task.WhenAll(
            Enumerable.Range(1, 100).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync()));
        Assert.All(results, result => Assert.Equal(OperationOutcome.Completed, result.Outcome));
    }

    [Fact]
    public async Task A_list_that_was_too_long_is_asked_for_in_full_again_later()
    {
        VirtualTime time = new();
        DateTimeOffset works = time.GetUtcNow().AddMinutes(5);
        DateTimeOffset end = time.GetUtcNow().AddMinutes(40);
        int longest = 0;
        await using ScriptedServer server = new(request =>
        {
            string state = time.GetUtcNow() < end ? "pending" : "finished";
            if (!request.Path.EndsWith("/batches", StringComparison.Ordinal))
                return Reply.Batch(request.BatchId, state, 1, 1);
            string[] ids = request.Query.Split("filter[id]=")[1].Split('&')[0].Split(',');
            if (time.GetUtcNow() < works)
                return Reply.Json("{}", 414);
            longest = Math.Max(longest, ids.Length);
            return Reply.Json($$"""{"data":[{{string.Join(',', ids.Select(id => Text(id, state)))}}]}""");
        });
        using Accounts accounts = new(server.BaseAddress, time);
        await Task.WhenAll(Enumerable.Range(1, 50).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync()));
        Assert.InRange(longest, 40, 50);

        static string Text(string id, string state) =>
            $$"""{"type":"batch","id":{{id}},"attributes":{"state":"{{state}}","confirmCount":1,"total":1,"pending":0} }""";
    }

    [Fact]
    public async Task An_end_is_never_taken_for_older_than_what_was_seen_before()
    {
        int looks = 0;
        await using ScriptedServer server = new(request => request.Method == "POST" || ++looks < 3
            ? Reply.Batch(7, "pending", 1, 1, 1, more: ",\"updatedAt\":\"2026-01-05T08:00:45.020Z\"")
            : Reply.Batch(7, "finished", 1, 1, more: ",\"updatedAt\":\"2026-01-05T08:00:45Z\""));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = new() { Id = [1] } }, s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public Task Whole_seconds_are_not_older_than_the_fractions_within_them() =>
        AssertIsConfirmedAsync(pendingAt: "2026-01-05T08:00:45.020Z", confirmingAt: "2026-01-05T08:00:45Z");

    [Fact]
    public Task What_stays_older_for_minutes_is_believed() =>
        AssertIsConfirmedAsync(pendingAt: "2026-01-05T09:00:00Z", confirmingAt: "2026-01-05T08:00:00Z");

    // A look that is taken for older than the POST's answer never shows that the batch asks.
    private static async Task AssertIsConfirmedAsync(string pendingAt, string confirmingAt)
    {
        int looks = 0;
        await using ScriptedServer server = new(request => request.Path.EndsWith("/confirm", StringComparison.Ordinal)
            ? Reply.Batch(7, "finished", 1, 1)
            : ++looks == 1 ? Reply.Batch(7, "pending", 1, more: $",\"updatedAt\":\"{pendingAt}\"")
            : Reply.Batch(7, "confirming", 1, more: $",\"updatedAt\":\"{confirmingAt}\""));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = new() { Id = [1] }, Confirm = Confirm.AtMost(1) }, s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
    }
}
