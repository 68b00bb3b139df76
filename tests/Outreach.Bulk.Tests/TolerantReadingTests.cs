using System.Net;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 5: read generously.</summary>
public class TolerantReadingTests
{
    [Fact]
    public async Task Numbers_and_times_are_read_in_every_documented_form()
    {
        Batch batch = await ReadAsync("""
            {"data":{"type":"batch","id":"1","attributes":{"state":"finished","confirmCount":"12","total":12.0,"failures":null,
            "createdAt":"1701880061","startedAt":1701880061,"finishedAt":"2023-12-06T16:27:41.000Z","confirmedCountRequired":"true"},
            "relationships":{"creator":{"data":{"type":"user","id":"5"}}}}}
            """);
        DateTimeOffset instant = new(2023, 12, 6, 16, 27, 41, TimeSpan.Zero);
        Assert.Equal(1, batch.Id);
        Assert.Equal(12, batch.ConfirmCount);
        Assert.Equal(12, batch.Total);
        Assert.Null(batch.Failures);
        Assert.Equal((instant, instant, instant), (batch.CreatedAt, batch.StartedAt, batch.FinishedAt));
        Assert.True(batch.ConfirmedCountRequired);
        Assert.Equal(5, batch.CreatorId);
    }

    [Fact]
    public async Task Missing_and_odd_attributes_lose_no_batch()
    {
        Batch bare = await ReadAsync("""{"data":{"id":1}}""");
        Assert.Equal("", bare.State.Value);
        Assert.False(bare.IsTerminal);
        Assert.Null(bare.MatchedCount);

        Batch odd = await ReadAsync(
            """{"data":{"id":1,"attributes":{"state":["x"],"total":{"a":1},"pending":"many","createdAt":"soon","failures":true"""
            + ""","action":7},"relationships":[]}}""");
        Assert.Null(odd.Total);
        Assert.Null(odd.Pending);
        Assert.Null(odd.CreatedAt);
        Assert.Null(odd.Failures);
        Assert.Equal("7", odd.Action);
    }

    [Theory]
    [InlineData("""{"creator":{"data":{"id":5}}}""", 5)]
    [InlineData(
        """{"batchItems":{"creator":{"data":{"id":6}}},"creator":"""
        + """{"links":{"id":7},"data":{"type":"user","id":5,"meta":{"id":8}}},"id":9}""",
        5)]
    [InlineData("""{"creator":{"data":null}}""", null)]
    [InlineData("""{"creator":{"data":[{"id":5}]}}""", null)]
    [InlineData("""{"creator":[],"data":{"id":5}}""", null)]
    [InlineData("""{"creator":{"data":{"id":{"id":5}}}}""", null)]
    [InlineData("\"none\"", null)]
    [InlineData("null", null)]
    public async Task The_creator_is_read_from_where_it_stands_and_odd_relationships_lose_no_batch(string relationships, int? creator)
    {
        Batch batch = await ReadAsync($$"""{"data":{"id":1,"relationships":{{relationships}},"attributes":{"total":3} } }""");
        Assert.Equal(creator, batch.CreatorId);
        Assert.Equal(3, batch.Total);
    }

    [Fact]
    public async Task Members_that_are_not_known_survive()
    {
        Batch batch = await ReadAsync("""{"data":{"id":1,"attributes":{"state":"pending","mood":{"level":3}}}}""");
        Assert.Equal(3, batch.OtherAttributes["mood"].GetProperty("level").GetInt32());
    }

    [Fact]
    public async Task The_gateways_own_error_form_is_read()
    {
        await using ScriptedServer server = new(_ => Reply.Json("""{"error":"invalid_token","description":"cannot decode"}""", 401));
        using Accounts accounts = new(server.BaseAddress);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        Assert.Contains("cannot decode", error.Message);
    }

    [Theory]
    [InlineData("X-RateLimit-Limit: 10000\r\nX-RateLimit-Remaining: 9999, 19988\r\nX-RateLimit-Reset: 1767603600\r\n", 10000, 9999, 3600)]
    [InlineData("X-RateLimit-Remaining: 5\r\nX-RateLimit-Reset: 30\r\n", null, 5, 30)]
    [InlineData("X-RateLimit-Reset: 2026-01-05T08:01:00Z\r\n", null, null, 60)]
    [InlineData("X-RateLimit-Reset: Mon, 05 Jan 2026 08:01:00 GMT\r\n", null, null, 60)]
    [InlineData("X-RateLimit-Reset: 1767600060000\r\n", null, null, 60)]
    [InlineData("X-RateLimit-Limit: 10, 10000\r\nX-RateLimit-Remaining: 3, 9000\r\nX-RateLimit-Reset: 1, 3600\r\n", 10000, 9000, 3600)]
    [InlineData(
        "X-RateLimit-Limit: 10000\r\nX-RateLimit-Limit: 10\r\n"
            + "X-RateLimit-Remaining: 9000\r\nX-RateLimit-Remaining: 3\r\nX-RateLimit-Reset: 60\r\n",
        10000,
        9000,
        60)]
    [InlineData("X-RateLimit-Limit: 10000, 10000\r\nX-RateLimit-Remaining: 9000, 8999\r\nX-RateLimit-Reset: 12, 12\r\n", 10000, 8999, 12)]
    [InlineData("X-RateLimit-Limit: many, 50\r\nX-RateLimit-Remaining: -1, 4\r\nX-RateLimit-Reset: soon, 9\r\n", 50, 4, 9)]
    [InlineData("Date: Mon, 05 Jan 2026 09:00:00 GMT\r\nX-RateLimit-Reset: 1767603900\r\n", null, null, 300)]
    [InlineData("Date: Mon, 05 Jan 2026 07:00:00 GMT\r\nX-RateLimit-Reset: Mon, 05 Jan 2026 07:05:00 GMT\r\n", null, null, 300)]
    [InlineData("Date: Mon, 05 Jan 2026 07:00:00 GMT\r\nX-RateLimit-Reset: 300\r\n", null, null, 300)]
    [InlineData("Date: Mon, 05 Jan 2026 08:00:04 GMT\r\nX-RateLimit-Reset: 1767600060\r\n", null, null, 60)]
    public async Task The_request_budget_is_read_in_every_seen_form(string headers, int? limit, int? remaining, int resetsIn)
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(_ => Reply.Json("""{"errors":[]}""", 422, headers));
        using Accounts accounts = new(server.BaseAddress, time);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.Status);
        RequestBudget budget = accounts.RequestBudget;
        Assert.Equal(limit, budget.Limit);
        Assert.Equal(remaining, budget.Remaining);
        Assert.Equal(time.GetUtcNow().AddSeconds(resetsIn), budget.ResetsAt);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("Infinity")]
    public async Task An_answer_whose_headers_hold_no_usable_number_is_read_all_the_same(string text)
    {
        await using ScriptedServer server = new(
            _ => Reply.Json(Reply.BatchText(7, "finished", 1, 1), headers: $"X-RateLimit-Reset: {text}\r\nRetry-After: {text}\r\n"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        Assert.Equal(OperationState.Finished, (await accounts.Batches.Attach(7).RefreshAsync()).State);
    }

    [Theory]
    [InlineData("Retry-After: 7\r\n", 7000)]
    [InlineData("Retry-After: 2026-01-05T08:00:07Z\r\n", 7000)]
    [InlineData("Retry-After: Mon, 05 Jan 2026 07:00:00 GMT\r\n", 0)]
    [InlineData("Retry-After: 10, 10\r\n", 10000)]
    [InlineData("Retry-After: 12\r\nRetry-After: 12\r\n", 12000)]
    [InlineData("Retry-After: 2, 2\r\n", 2000)]
    [InlineData("Retry-After: 5, 120\r\n", 120000)]
    [InlineData("Retry-After: 120, 5\r\n", 120000)]
    [InlineData("Retry-After: 1, 2030\r\n", 2030000)]
    [InlineData("Retry-After: 10s\r\n", 10000)]
    [InlineData("Retry-After: 1500 ms\r\n", 1500)]
    [InlineData("Retry-After: 2 minutes\r\n", 120000)]
    [InlineData("Retry-After: soon, 7\r\n", 7000)]
    [InlineData("Retry-After: Mon, 05 Jan 2026 08:00:07 GMT, Mon, 05 Jan 2026 08:00:09 GMT\r\n", 9000)]
    [InlineData("Retry-After: Monday, 05-Jan-26 08:00:07 GMT\r\n", 7000)]
    [InlineData("Retry-After: 3, Mon, 05 Jan 2026 08:00:07 GMT\r\n", 7000)]
    [InlineData("Date: Mon, 05 Jan 2026 07:00:00 GMT\r\nRetry-After: Mon, 05 Jan 2026 07:00:07 GMT\r\n", 7000)]
    [InlineData("Retry-After: 10/10\r\n", null)]
    [InlineData("Retry-After: October 10\r\n", null)]
    [InlineData("Retry-After: 10 bananas\r\n", null)]
    [InlineData("Retry-After: -5\r\n", null)]
    public async Task The_longest_wait_that_the_server_asks_for_is_taken_and_no_nonsense(string headers, int? milliseconds)
    {
        await using ScriptedServer server = new(_ => Reply.Json("{}", 503, headers));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        Assert.Equal(milliseconds, error.RetryAfter?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("Retry-After: 253402300799\r\n")]
    [InlineData("X-RateLimit-Reset: 253402300799\r\n")]
    [InlineData("X-RateLimit-Reset: Fri, 31 Dec 9999 23:59:59 GMT\r\n")]
    public async Task A_time_that_never_comes_hides_no_answer_of_a_server_whose_clock_is_late(string headers)
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(_ => Reply.Json(Reply.BatchText(7, "finished", 1, 1), headers: headers))
        {
            Clock = new ShiftedTime(time) { Ahead = TimeSpan.FromHours(-1) },
        };
        using Accounts accounts = new(server.BaseAddress, time);
        Assert.Equal(7, (await accounts.ModifyAsync(new() { Filter = new() { Id = [1] } }, new() { Custom1 = "x" })).Id);
    }

    [Fact]
    public void States_are_an_open_set()
    {
        Assert.True(new OperationState("Finished").IsTerminal);
        Assert.Equal(OperationState.Failed, new OperationState("failed"));
        Assert.False(new OperationState("whatever").IsTerminal);
        Assert.Equal("whatever", new OperationState("whatever").ToString());
        Assert.Equal("(no state)", default(OperationState).ToString());
    }

    private static async Task<Batch> ReadAsync(string body)
    {
        await using ScriptedServer server = new(_ => Reply.Json(body));
        using Accounts accounts = new(server.BaseAddress);
        return await accounts.Batches.Attach(1).RefreshAsync();
    }
}
