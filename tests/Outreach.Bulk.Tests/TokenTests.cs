using System.Net;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 8: secrets stay in. And how the token source is treated.</summary>
public class TokenTests
{
    [Fact]
    public async Task A_rejected_token_is_told_to_the_source_and_a_read_is_asked_again_once()
    {
        await using ScriptedServer server = new(request => request.Headers["Authorization"] == "Bearer new"
            ? Reply.Batch(1, "pending")
            : Reply.Json("""{"error":"expired"}""", 401));
        List<string?> told = [];
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (context, _) =>
        {
            told.Add(context.RejectedToken);
            return new(context.RejectedToken is null ? "old" : "new");
        });
        await accounts.Batches.Attach(1).RefreshAsync();
        Assert.Equal([null, "old"], told);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task A_token_rejected_twice_is_an_error_and_not_a_loop()
    {
        await using ScriptedServer server = new(_ => Reply.Json("""{"error":"no"}""", 401));
        using Accounts accounts = new(server.BaseAddress);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, error.Status);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task The_source_is_never_asked_twice_at_once()
    {
        int inside = 0;
        int most = 0;
        await using ScriptedServer server = new(request => Reply.Batch(request.BatchId, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return "t";
        });
        await Task.WhenAll(Enumerable.Range(1, 20).Select(id => accounts.Batches.Attach(id).RefreshAsync()));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_token_with_a_line_break_is_refused_before_anything_is_sent()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (_, _) => new("t\r\nX-Injected: 1"));
        await Assert.ThrowsAsync<OutreachBulkException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_new_token_is_sent_with_the_next_request()
    {
        int asked = 0;
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (_, _) => new($"t{++asked}"));
        await accounts.Batches.Attach(1).RefreshAsync();
        await accounts.Batches.Attach(1).RefreshAsync();
        Assert.Equal(["Bearer t1", "Bearer t2"], server.Received.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_source_that_gives_nothing_is_an_error_before_anything_is_sent()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (_, _) => new(" "));
        await Assert.ThrowsAsync<OutreachBulkException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("sekret\n")]
    [InlineData(" sekret")]
    [InlineData("sekret\r\nX-Evil: 1")]
    [InlineData("sekret\0x")]
    [InlineData("sekret-tök")]
    public async Task A_text_that_no_header_takes_is_an_error_before_anything_is_sent_and_is_not_told(string token)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (_, _) => new(token));
        OutreachBulkException error = await Assert.ThrowsAsync<OutreachBulkException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
        Assert.Contains("AccessToken", error.Message);
        Assert.DoesNotContain("sekret", error.ToString());
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_source_that_fails_is_an_error_of_this_library_and_nothing_is_sent()
    {
        Func<AccessTokenContext, CancellationToken, ValueTask<string>>[] sources =
        [
            (_, _) => throw new HttpRequestException("https://idp/?client_secret=sekret"),
            async (_, _) =>
            {
                await Task.Yield();
                throw new TaskCanceledException("its own timeout");
            },
        ];
        foreach (Func<AccessTokenContext, CancellationToken, ValueTask<string>> source in sources)
        {
            await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
            using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = source);
            OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
                () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
            Assert.Contains("AccessToken", error.Message);
            Assert.DoesNotContain("sekret", error.Message);
            Assert.NotNull(error.InnerException);
            Assert.Empty(server.Received);
        }
    }

    [Fact]
    public async Task A_source_that_fails_once_ends_no_wait()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "finished", total: 1));
        int asked = 0;
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.AccessToken = (_, _) =>
            ++asked == 1 ? throw new HttpRequestException("hiccup") : new("t"));
        Assert.Equal(OperationOutcome.Completed, (await accounts.Batches.Attach(1).WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task A_source_that_never_returns_ends_a_call_at_RequestTimeout()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
        {
            options.RequestTimeout = TimeSpan.FromSeconds(30);
            options.AccessToken = (_, _) => new(new TaskCompletionSource<string>().Task);
        });
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
        Assert.Contains("AccessToken", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_source_that_blocks_holds_no_one_who_shares_a_read_and_keeps_its_turn()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using ManualResetEventSlim released = new();
        TaskCompletionSource isAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (_, _) =>
        {
            Interlocked.Increment(ref asked);
            isAsked.TrySetResult();
            released.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
            return new("t");
        });
        BatchOperation operation = accounts.Batches.Attach(1);
        using CancellationTokenSource stop = new();
        Task<Batch> first = operation.RefreshAsync();
        await isAsked.Task;
        Task<Batch> sharing = operation.RefreshAsync(stop.Token);
        Task<BatchOperation> other = accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sharing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        Assert.False(first.IsCompleted);
        Assert.Equal(1, asked);
        released.Set();
        await first;
    }

    [Fact]
    public async Task A_token_that_several_calls_were_refused_with_is_told_once()
    {
        const int Calls = 20;
        int waiting = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(request =>
        {
            if (request.Headers["Authorization"] == "Bearer new")
                return Reply.Batch(1, "pending");
            if (Interlocked.Increment(ref waiting) == Calls)
                all.SetResult();
            return Reply.Json("""{"error":"expired"}""", 401) with { Release = all.Task };
        });
        int told = 0;
        string cached = "old";
        using Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (context, _) =>
        {
            if (context.RejectedToken is not null)
            {
                told++;
                cached = "new";
            }

            return new(cached);
        });
        await Task.WhenAll(Enumerable.Range(1, Calls).Select(_ => accounts.Batches.Attach(1).RefreshAsync()));
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task No_error_carries_the_token_or_a_value()
    {
        Reply[] replies =
        [
            Reply.Close, Reply.Html(502), Reply.Html(200), Reply.Json("{}", 422), Reply.Redirect("/x"), Reply.Batch(1, "confirming", 900),
        ];
        foreach (Reply reply in replies)
        {
            await using ScriptedServer server = new(_ => reply);
            using Accounts accounts = new(server.BaseAddress, new VirtualTime());
            OutreachBulkException error = await Assert.ThrowsAnyAsync<OutreachBulkException>(() => accounts.ModifyAsync(
                new() { Filter = new() { Name = "SecretName" }, Confirm = Confirm.AtMost(1) },
                new() { Custom1 = "SecretValue" }));
            Assert.DoesNotContain(Accounts.Token, error.ToString());
            Assert.DoesNotContain("Secret", error.ToString());
        }
    }

    [Fact]
    public async Task The_servers_own_texts_are_cut_in_messages_and_whole_in_the_errors()
    {
        string detail = new('d', 5_000);
        string errors = string.Join(',', Enumerable.Repeat($$"""{"id":"validationError","detail":"{{detail}}"}""", 50));
        await using ScriptedServer server = new(_ => Reply.Json($$"""{"errors":[{{errors}}]}""", 422));
        using Accounts accounts = new(server.BaseAddress);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(1).RefreshAsync());
        Assert.InRange(error.Message.Length, 1, 1_000);
        Assert.Contains("47 more", error.Message);
        Assert.Equal(50, error.Errors.Count);
        Assert.Equal(detail, error.Errors[0].Detail);
    }

    [Fact]
    public void The_context_of_a_rejected_token_does_not_print_it() =>
        Assert.DoesNotContain("abc", new AccessTokenContext("abc").ToString());
}
