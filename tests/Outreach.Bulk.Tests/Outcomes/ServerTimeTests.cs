using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Which batch a lost request started is told by the server's clock, as its answers show it, and never by ours.</summary>
public class ServerTimeTests
{
    private const string Echo = """{"attributes":{"custom1":"x"},"filter":{"id":["1","2"]}}""";

    private static readonly OnUnknownOutcome s_resend = OnUnknownOutcome.Reconcile with { ResendAfter = TimeSpan.FromMinutes(1) };

    [Theory]
    [InlineData(-86_400)]
    [InlineData(-600)]
    [InlineData(-3)]
    [InlineData(180)]
    [InlineData(7_200)]
    public async Task A_batch_is_found_however_far_the_clocks_are_apart(int ahead)
    {
        VirtualTime time = new();
        ShiftedTime theirs = new(time) { Ahead = TimeSpan.FromSeconds(ahead) };
        await using ScriptedServer server = Server(theirs, () => [Listed(7, theirs.GetUtcNow())]);
        using Accounts accounts = new(server.BaseAddress, time);
        Assert.Equal(7, (await ModifyAsync(accounts, OnUnknownOutcome.Reconcile)).Id);
    }

    [Fact]
    public async Task A_batch_that_another_process_started_seconds_before_is_a_candidate_and_forbids_to_send_again()
    {
        VirtualTime time = new();
        await using ScriptedServer server = Server(time, () => [Listed(7, VirtualTime.Origin.AddSeconds(-3))]);
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost =
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, s_resend));
        OutcomeSearchResult<BatchOperation> result = await lost.FindAsync();
        Assert.True(result.IsAmbiguous);
        Assert.Equal(7, Assert.Single(result.Candidates).Id);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_batch_that_is_older_than_clocks_are_wrong_is_not_it()
    {
        VirtualTime time = new();
        await using ScriptedServer server = Server(time, () => [Listed(7, VirtualTime.Origin.AddSeconds(-10))]);
        using Accounts accounts = new(server.BaseAddress, time);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, s_resend));
        Assert.Equal(2, server.Posts.Count);
    }

    [Fact]
    public async Task Without_the_servers_time_an_echo_is_a_candidate_and_forbids_to_send_again()
    {
        VirtualTime time = new();
        await using ScriptedServer server = Server(null, () => [Listed(7, VirtualTime.Origin.AddMinutes(-10))]);
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost =
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, s_resend));
        Assert.Equal(7, Assert.Single((await lost.FindAsync()).Candidates).Id);
        Assert.Single(server.Posts);
    }

    [Theory]
    [InlineData(3_600, 0, true)]
    [InlineData(3_600, 0, false)]
    [InlineData(0, -3_600, true)]
    [InlineData(0, -3_600, false)]
    [InlineData(0, 3_600, true)]
    [InlineData(0, 3_600, false)]
    [InlineData(86_400, -86_400, false)]
    public async Task A_clock_that_is_set_while_a_request_is_on_its_way_hides_no_batch(int before, int after, bool isTimeKnown)
    {
        VirtualTime time = new();
        ShiftedTime ours = new(time) { Ahead = TimeSpan.FromSeconds(before) };
        string? made = null;
        await using ScriptedServer server = new(request =>
        {
            if (request.Method == "GET")
                return made is null ? Reply.Batch(1, "finished", 1, 1) : List([made]);
            made ??= Listed(7, time.GetUtcNow());
            ours.Ahead = TimeSpan.FromSeconds(after);
            return Reply.Close;
        })
        {
            Clock = time,
        };
        using Accounts accounts = new(server.BaseAddress, ours);
        if (isTimeKnown)
            await accounts.Batches.Attach(1).RefreshAsync();
        if (isTimeKnown)
        {
            Assert.Equal(7, (await ModifyAsync(accounts, s_resend)).Id);
        }
        else
        {
            // When that was by the server's clock is not known for sure.
            BatchOutcomeUnknownException lost =
                await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, s_resend));
            Assert.Equal(7, Assert.Single((await lost.FindAsync()).Candidates).Id);
        }

        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task The_first_look_finds_a_batch_though_only_its_answer_tells_how_late_the_servers_clock_is()
    {
        VirtualTime time = new();
        ShiftedTime theirs = new(time) { Ahead = TimeSpan.FromHours(-5) };
        await using ScriptedServer server = Server(theirs, () => [Listed(7, theirs.GetUtcNow())]);
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost =
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, OnUnknownOutcome.Throw));
        Assert.Equal(7, (await lost.FindAsync()).Operation?.Id);
    }

    [Fact]
    public async Task The_time_of_an_answer_that_a_cache_kept_is_not_the_servers()
    {
        VirtualTime time = new();
        string kept = $"Date: {VirtualTime.Origin.AddSeconds(-60):R}\r\nAge: 60\r\n";
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Close
            : Reply.Json($$"""{"data":[{{Listed(7, VirtualTime.Origin.AddSeconds(-30))}}]}""", headers: kept));
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost =
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, OnUnknownOutcome.Throw));
        OutcomeSearchResult<BatchOperation> result = await lost.FindAsync();
        Assert.True(result.IsAmbiguous);
        Assert.Equal(7, Assert.Single(result.Candidates).Id);
    }

    [Fact]
    public async Task A_list_that_is_not_sorted_as_it_was_asked_to_be_is_read_to_its_end()
    {
        VirtualTime time = new();
        string[] oldest = [.. Enumerable.Range(1, 30).Select(id => Listed(id, VirtualTime.Origin.AddDays(-1).AddMinutes(id), payload: "null"))];
        await using ScriptedServer server = new(request =>
            request.Method == "POST" ? Reply.Close
            : request.Query.Contains("after", StringComparison.Ordinal) ? List([Listed(99, VirtualTime.Origin)])
            : List(oldest, "/api/v2/batches?page[after]=x"))
        {
            Clock = time,
        };
        using Accounts accounts = new(server.BaseAddress, time);
        Assert.Equal(99, (await ModifyAsync(accounts, OnUnknownOutcome.Reconcile)).Id);
    }

    [Fact]
    public async Task A_sorted_list_is_left_where_it_becomes_too_old()
    {
        VirtualTime time = new();
        string[] newestFirst = [.. Enumerable.Range(1, 30).Select(age => Listed(100 - age, VirtualTime.Origin.AddHours(-1 - age), payload: "null"))];
        int pages = 0;
        await using ScriptedServer server = new(request =>
        {
            if (request.Method == "POST")
                return Reply.Close;
            pages++;
            return List(newestFirst, $"/api/v2/batches?page[after]={pages}");
        })
        {
            Clock = time,
        };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost =
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, OnUnknownOutcome.Throw));
        Assert.True((await lost.FindAsync()).IsNotSeen);
        Assert.Equal(1, pages);
    }

    [Fact]
    public async Task A_list_that_is_too_long_to_be_read_shows_nothing_and_forbids_to_send_again()
    {
        VirtualTime time = new();
        int pages = 0;
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Close
            : List([Listed(++pages, VirtualTime.Origin.AddDays(-pages % 2), payload: "null")], $"/api/v2/batches?page[after]={pages}"))
        {
            Clock = time,
        };
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost =
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(accounts, s_resend));
        Assert.False((await lost.FindAsync()).IsNotSeen);
        Assert.Single(server.Posts);
    }

    private static Task<BatchOperation> ModifyAsync(Accounts accounts, OnUnknownOutcome onUnknown) =>
        accounts.ModifyAsync(new() { Filter = new() { Id = [1, 2] }, OnUnknownOutcome = onUnknown }, new() { Custom1 = "x" });

    private static ScriptedServer Server(TimeProvider? clock, Func<string[]> batches)
    {
        // What the server made is as old as its first POST.
        string[]? made = null;
        return new(request =>
        {
            made ??= batches();
            return request.Method == "POST" ? Reply.Close : List(made);
        })
        {
            Clock = clock,
        };
    }

    private static Reply List(string[] batches, string? next = null) => Reply.Json(
        $$"""{"data":[{{string.Join(',', batches)}}]{{(next is null ? "" : $$""","links":{"next":"{{next}}"}""")}}}""");

    private static string Listed(long id, DateTimeOffset createdAt, string payload = Echo) =>
        $$"""{"type":"batch","id":{{id}},"attributes":{"state":"running","createdAt":"{{createdAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}" """
        + $$""","payload":{{payload}} } }""";
}
