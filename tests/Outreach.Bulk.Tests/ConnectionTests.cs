using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

public class ConnectionTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "SecretValue" };
    private static readonly ModifyParams s_one = new() { Filter = new() { Id = 1 } };

    [Fact]
    public async Task Disposing_ends_every_call_under_way_and_says_why()
    {
        SemaphoreSlim arrived = new(0);
        await using ScriptedServer server = new(_ =>
        {
            arrived.Release();
            return Reply.Batch(7, "pending") with { Release = new TaskCompletionSource().Task };
        });
        Accounts accounts = new(server.BaseAddress);
        Task<Batch> read = accounts.Batches.Attach(7).RefreshAsync();
        Task<BatchOperation> post = accounts.ModifyAsync(s_one, s_change);
        await arrived.WaitAsync();
        await arrived.WaitAsync();
        accounts.Dispose();

        Assert.Contains("disposed", (await Assert.ThrowsAsync<ObjectDisposedException>(() => read)).Message);
        Assert.IsType<ObjectDisposedException>((await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => post)).InnerException);
    }

    [Fact]
    public async Task Disposing_ends_the_calls_that_wait_for_a_token()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending"));
        TaskCompletionSource<string> token = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Accounts accounts = new(server.BaseAddress, configure: options => options.AccessToken = (_, _) => new(token.Task));
        Task<Batch>[] reads = [.. Enumerable.Range(1, 5).Select(id => accounts.Batches.Attach(id).RefreshAsync())];
        accounts.Dispose();
        foreach (Task<Batch> read in reads)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => read);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_disposed_connection_sends_nothing_and_ends_waits()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending"));
        Accounts accounts = new(server.BaseAddress, new VirtualTime());
        accounts.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => accounts.ModifyAsync(s_one, s_change));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => accounts.Batches.Attach(7).WaitForCompletionAsync());
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_handler_that_blocks_holds_no_one_who_shares_a_read()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending"));
        using ManualResetEventSlim released = new();
        using ServiceProvider services = RegisteredClient.Services(
            server,
            builder => builder.AddHttpMessageHandler(() => new EditingHandler(_ => released.Wait(TimeSpan.FromSeconds(20)))));
        BatchOperation operation = RegisteredClient.Of(services).Batches.Attach(7);
        using CancellationTokenSource stop = new();
        Task<Batch> first = operation.RefreshAsync();
        Task<Batch> sharing = operation.RefreshAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sharing);
        Assert.False(first.IsCompleted);
        released.Set();
        await first;
    }

    [Fact]
    public async Task A_handlers_own_timeout_is_not_blamed_on_RequestTimeout()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending"));
        using ServiceProvider services = RegisteredClient.Services(
            server,
            builder => builder.AddHttpMessageHandler(() => new AnsweringHandler(
                () => throw new TaskCanceledException("the handler's own patience"))));
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => RegisteredClient.Of(services).Batches.Attach(7).RefreshAsync());
        Assert.Contains("the handler's own patience", error.Message);
        Assert.DoesNotContain("RequestTimeout", error.Message);
    }

    [Theory]
    [InlineData("http://other.example/x")]
    [InlineData("//other.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://[bad")]
    public async Task A_hand_written_action_cannot_take_the_token_to_another_host(string path)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(3, "pending"));
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress));
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => new HandWritten(connection).RunAsync(path));
        Assert.Contains("does not stay below BaseAddress", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_lost_request_is_remembered_by_its_window_and_a_digest_without_values()
    {
        VirtualTime time = new();
        DateTimeOffset start = time.GetUtcNow();
        await using ScriptedServer server = new(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(3));
            return Reply.Close;
        });
        using Accounts accounts = new(server.BaseAddress, time);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(s_one, s_change));
        Assert.Equal((start, start.AddSeconds(3)), (lost.SentFrom, lost.SentTo));

        Assert.Single(server.Posts);
        Assert.Matches("^[0-9a-f]{64}$", lost.TargetDigest);
        Assert.DoesNotContain("SecretValue", lost.ToString());
    }

    private sealed class HandWritten(OutreachBulkConnection connection) : BulkActionGroup(connection)
    {
        public Task<BatchOperation> RunAsync(string path) => 
            new BatchCollection(Connection).StartAsync(new(new("x", path), s_one, null));
    }
}
