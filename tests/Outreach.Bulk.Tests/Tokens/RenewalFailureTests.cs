using System.Net;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>What goes wrong with a refresh, and what is said of it.</summary>
public class RenewalFailureTests
{
    private const string Begun = "2026-01-05 08:00:00Z";

    private readonly TokenBench _bench = new();

    [Fact]
    public async Task A_refused_refresh_token_is_final_and_not_sent_again()
    {
        await using OutreachTokens tokens = _bench.Program(initial: "stale");
        OutreachTokenException error = await tokens.FailAsync();
        Assert.True(error.IsLoginRequired);
        Assert.False(error.IsTransient);
        Assert.Contains("Log in again.", error.Message);
        Assert.Contains("POST /oauth/token was refused with 400: invalid_grant", error.Message);
        _bench.Pass(30);
        Assert.True((await tokens.FailAsync()).IsLoginRequired);
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task A_login_of_another_process_is_used_after_a_refused_refresh_token()
    {
        await using OutreachTokens tokens = _bench.Program(initial: "stale");
        await tokens.FailAsync();
        await using OutreachTokens login = _bench.Program();
        await login.ExchangeCodeAsync("code", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("access-1", await tokens.GetAsync());
    }

    [Fact]
    public async Task Tokens_that_worked_and_were_refused_say_when_they_were_handed_out()
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        _bench.Pass(150);
        _bench.Server.Instead = TokenServer.InvalidGrant;
        OutreachTokenException error = await tokens.FailAsync();
        Assert.Contains($"handed out at {Begun}", error.Message);
        Assert.DoesNotContain("never stored", error.Message);
    }

    [Fact]
    public async Task After_a_lost_answer_the_refusal_says_so()
    {
        await using OutreachTokens tokens = _bench.Program();
        _bench.Server.Afterwards = () => throw new HttpRequestException("The connection was reset.");
        OutreachTokenException lost = await tokens.FailAsync();
        Assert.True(lost.IsTransient);
        Assert.Contains("got no answer", lost.Message);
        _bench.Pass(2);
        _bench.Server.Afterwards = null;
        OutreachTokenException error = await tokens.FailAsync();
        Assert.True(error.IsLoginRequired);
        Assert.Contains($"A refresh was begun at {Begun} whose answer was never stored", error.Message);
    }

    [Fact]
    public async Task The_first_of_several_refreshes_without_an_answer_is_the_one_that_is_named_and_by_the_next_process_too()
    {
        OutreachTokens tokens = _bench.Program();
        _bench.Server.Afterwards = () => throw new HttpRequestException("The connection was reset.");
        await tokens.FailAsync();
        _bench.Pass(2);
        _bench.Server.Instead = () => TokenServer.Json("{}", 503);
        await tokens.FailAsync();
        await tokens.DisposeAsync();
        _bench.Pass(2);
        _bench.Server.Instead = null;
        for (int processes = 0; processes < 2; processes++)
        {
            await using OutreachTokens next = _bench.Program();
            Assert.Contains($"begun at {Begun}", (await next.FailAsync()).Message);
        }
    }

    [Fact]
    public async Task A_server_that_was_not_reached_may_be_asked_again_at_once()
    {
        await using OutreachTokens tokens = _bench.Program();
        _bench.Server.Instead = () => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
        OutreachTokenException error = await tokens.FailAsync();
        Assert.True(error.IsTransient);
        Assert.Contains("was not sent: Connection refused.", error.Message);
        Assert.Null(_bench.Stored.RefreshBegunAt);
        _bench.Server.Instead = null;
        Assert.Equal("access-1", await tokens.GetAsync());
    }

    [Theory]
    [InlineData(429, """{"errors":[{"id":"rateLimitExceeded","title":"Rate Limit Exceeded"}]}""")]
    [InlineData(503, "")]
    [InlineData(500, """{"error":"server_error"}""")]
    [InlineData(407, "<html><title>Proxy</title></html>")]
    [InlineData(200, "<html><title>Welcome to this hotel</title></html>")]
    [InlineData(200, """{"access_token":"a b"}""")]
    [InlineData(200, """{"access_token":"a","token_type":"mac"}""")]
    public async Task What_may_pass_is_asked_again_after_a_minute(int status, string body)
    {
        await using OutreachTokens tokens = _bench.Program();
        _bench.Server.Instead = () => TokenServer.Json(body, status);
        OutreachTokenException error = await tokens.FailAsync();
        Assert.True(error.IsTransient);
        Assert.Contains($"{status}", error.Message);
        _bench.Server.Instead = null;
        OutreachTokenException early = await tokens.FailAsync();
        Assert.Equal((true, TimeSpan.FromMinutes(1)), (early.IsTransient, early.RetryAfter));
        Assert.Single(_bench.Server.Requests);
        _bench.Pass(1);
        Assert.Equal("access-1", await tokens.GetAsync());
    }

    [Fact]
    public async Task A_server_that_asks_for_a_longer_pause_gets_it()
    {
        await using OutreachTokens tokens = _bench.Program();
        _bench.Server.Instead = () =>
        {
            HttpResponseMessage busy = TokenServer.Json("""{"errors":[{"id":"rateLimitExceeded"}]}""", 429);
            busy.Headers.TryAddWithoutValidation("Retry-After", "600");
            return busy;
        };
        await tokens.FailAsync();
        _bench.Pass(9);
        Assert.Equal(TimeSpan.FromMinutes(1), (await tokens.FailAsync()).RetryAfter);
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task A_next_process_within_the_minute_says_when_it_may_ask()
    {
        _bench.Server.Instead = () => TokenServer.Json("", 503);
        await using (OutreachTokens tokens = _bench.Program())
            await tokens.FailAsync();
        await using OutreachTokens next = _bench.Program();
        OutreachTokenException early = await next.FailAsync();
        Assert.True(early.IsTransient);
        Assert.Contains("one a minute", early.Message);
        Assert.Contains(Begun, early.Message);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(400)]
    public async Task A_token_that_has_not_expired_is_used_while_it_cannot_be_renewed(int status)
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        _bench.Pass(116);
        _bench.Server.Instead = () => TokenServer.Json("""{"error":"invalid_grant"}""", status);
        Assert.Equal("access-1", await tokens.GetAsync());
        Assert.Equal("access-1", await tokens.GetAsync());
        Assert.Equal(2, _bench.Server.Requests.Count);
        _bench.Pass(4);
        await tokens.FailAsync();
    }

    [Theory]
    [InlineData("""{"error":"invalid_client"}""", "ClientSecret")]
    [InlineData("""{"error":"unsupported_grant_type"}""", "unsupported_grant_type")]
    public async Task A_refusal_of_the_application_is_final_and_asks_for_no_login(string body, string said)
    {
        await using OutreachTokens tokens = _bench.Program();
        _bench.Server.Instead = () => TokenServer.Json(body, 401);
        OutreachTokenException error = await tokens.FailAsync();
        Assert.Equal((false, false, HttpStatusCode.Unauthorized), (error.IsTransient, error.IsLoginRequired, error.Status));
        Assert.Contains(said, error.Message);
        await tokens.FailAsync();
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task A_first_refresh_token_that_was_wrong_can_be_corrected_in_the_options()
    {
        await using (OutreachTokens tokens = _bench.Program(initial: "slip"))
            await tokens.FailAsync();
        await using OutreachTokens corrected = _bench.Program();
        Assert.Equal("access-1", await corrected.GetAsync());
    }

    [Fact]
    public async Task Tokens_that_worked_are_never_replaced_by_those_of_the_options()
    {
        await using (OutreachTokens tokens = _bench.Program())
            await tokens.GetAsync();
        _bench.Pass(150);
        _bench.Server.Instead = TokenServer.InvalidGrant;
        await using OutreachTokens next = _bench.Program(initial: "other");
        await next.FailAsync();
        Assert.Equal("refresh-1", Assert.Single(_bench.Server.Requests.Skip(1))["refresh_token"]);
    }

    [Fact]
    public async Task New_tokens_that_the_store_does_not_take_are_kept_and_used_once_it_does()
    {
        MemoryStore store = new(_bench.Disk);
        int writes = 0;
        store.Step = step =>
        {
            if (step == "write" && ++writes is 2 or 3)
                throw new IOException("No space left on device.");
        };
        await using OutreachTokens tokens = _bench.Program(store);
        OutreachTokenException error = await tokens.FailAsync();
        Assert.True(error.IsTransient);
        Assert.Contains("The token store memory cannot be written: No space left on device.", error.Message);
        Assert.Contains("no copy of them but in this process", error.Message);
        Assert.Equal(0, _bench.Disk.Lock.CurrentCount);
        await tokens.FailAsync();
        Assert.Equal("access-1", await tokens.GetAsync());
        Assert.Equal(("refresh-1", 1), (_bench.Stored.RefreshToken, _bench.Disk.Lock.CurrentCount));
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task Nobody_who_has_not_logged_in_gets_a_request_sent()
    {
        await using OutreachTokens tokens = _bench.Program(initial: null);
        OutreachTokenException error = await tokens.FailAsync();
        Assert.True(error.IsLoginRequired);
        Assert.Contains("nobody has logged in yet", error.Message);
        Assert.Empty(_bench.Server.Requests);
    }

    [Fact]
    public async Task A_lock_that_nobody_frees_ends_the_wait_for_it()
    {
        await _bench.Disk.Lock.WaitAsync(TestContext.Current.CancellationToken);
        await using OutreachTokens tokens = _bench.Program();
        TaskCompletionSource locking = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using OutreachTokens waiting = _bench.Program(new MemoryStore(_bench.Disk) { Step = _ => locking.TrySetResult() });
        Task<string> call = waiting.GetAsync();
        await locking.Task;
        _bench.Pass(4);
        OutreachTokenException error = await Assert.ThrowsAsync<OutreachTokenException>(() => call);
        Assert.True(error.IsTransient);
        Assert.Contains("was in use for 00:03:40", error.Message);
    }

    [Fact]
    public async Task An_end_of_the_login_ends_a_wait_and_a_call_with_the_cause()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "running"));
        await using OutreachTokens tokens = _bench.Program(initial: "stale");
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.AccessToken = tokens.GetAsync);
        OutreachConnectionException wait = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => accounts.Batches.Attach(1).WaitForCompletionAsync());
        OutreachConnectionException waits = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => Task.WhenAll(Enumerable.Range(1, 20).Select(id => accounts.Batches.Attach(id).WaitForCompletionAsync())));
        OutreachConnectionException call = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
        Assert.All([wait, waits, call], error =>
        {
            Assert.False(error.IsTransient);
            Assert.True(Assert.IsType<OutreachTokenException>(error.InnerException).IsLoginRequired);
            Assert.Contains("was not sent: POST /oauth/token was refused", error.Message);
            Assert.Contains("Log in again.", error.Message);
        });
        Assert.Empty(server.Received);
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task A_failure_that_may_pass_ends_no_wait()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "finished", total: 1));
        await using OutreachTokens tokens = _bench.Program();
        int failures = 0;
        _bench.Server.Instead = () => ++failures == 1 ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Refused.") : null;
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.AccessToken = tokens.GetAsync);
        Assert.Equal(OperationOutcome.Completed, (await accounts.Batches.Attach(1).WaitForCompletionAsync()).Outcome);
    }
}
