using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Telemetry;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 3: a wait always ends, whoever is silent; and what it shows is never older than what was decided.</summary>
public class WaitTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    // Longer than the clock moves by itself.
    private static readonly TimeSpan s_longDeadline = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_token_source_that_never_answers_does_not_outlast_the_deadline()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
            options.AccessToken = (_, _) => new(new TaskCompletionSource<string>().Task));
        BatchOperation operation = accounts.Batches.Attach(7);
        BatchDetachedException error = await Assert.ThrowsAsync<BatchDetachedException>(
            () => operation.WaitForCompletionAsync(deadline: s_deadline));
        Assert.Same(operation, error.Operation);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_token_source_that_blocks_its_thread_does_not_outlast_the_deadline()
    {
        using ManualResetEventSlim release = new();
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.AccessToken = (_, _) =>
        {
            release.Wait(TestContext.Current.CancellationToken);
            return new("t");
        });
        try
        {
            await Assert.ThrowsAsync<BatchDetachedException>(() => accounts.Batches.Attach(7).WaitForCompletionAsync(deadline: s_deadline));
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task A_server_that_falls_silent_does_not_outlast_the_deadline()
    {
        TaskCompletionSource never = new();
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending") with { Release = never.Task });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<BatchDetachedException>(() => accounts.Batches.Attach(7).WaitForCompletionAsync(deadline: s_deadline));
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task What_is_answered_after_the_deadline_is_left_alone()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Reply.Batch(9, "confirming", 40) with { Release = release.Task }
            : Reply.Batch(9, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(50) }, new() { Custom1 = "x" });
        await Assert.ThrowsAsync<BatchDetachedException>(() => operation.WaitForCompletionAsync(deadline: s_deadline));
        Task<Batch> read = operation.RefreshAsync();
        release.SetResult();
        Assert.Equal(OperationState.Confirming, (await read).State);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task Two_waits_confirm_a_batch_once()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isConfirmed = false;
        await using ScriptedServer server = new(request =>
        {
            if (request.Method == "GET")
                return isConfirmed ? Reply.Batch(9, "finished", 40, 40) : Reply.Batch(9, "confirming", 40) with { Release = release.Task };
            if (!request.Path.EndsWith("/confirm", StringComparison.Ordinal))
                return Reply.Batch(9, "pending");
            isConfirmed = true;
            return Reply.Batch(9, "pending", 40);
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(50) }, new() { Custom1 = "x" });
        Task<BatchResult>[] waits = [operation.WaitForCompletionAsync(), operation.WaitForCompletionAsync()];
        release.SetResult();
        Assert.All(await Task.WhenAll(waits), result => Assert.Equal(OperationOutcome.Completed, result.Outcome));
        Assert.Single(server.Posts, post => post.Path.EndsWith("/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_confirmation_without_an_answer_does_not_outlast_the_deadline()
    {
        TaskCompletionSource never = new();
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => Reply.Batch(9, "confirming", 40),
            _ when request.Path.EndsWith("/confirm", StringComparison.Ordinal) =>
                Reply.Batch(9, "pending", 40) with { Release = never.Task },
            _ => Reply.Batch(9, "pending"),
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(50) }, new() { Custom1 = "x" });
        await Assert.ThrowsAsync<BatchDetachedException>(() => operation.WaitForCompletionAsync(deadline: s_deadline));
    }

    [Fact]
    public async Task A_ledger_that_never_answers_does_not_outlast_the_deadline_nor_the_token()
    {
        VirtualTime time = new();
        Silence ledger = new();
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Reply.Batch(9, "running", 40)
            : Reply.Batch(9, "pending"));
        using Accounts accounts = new(server.BaseAddress, time, options => options.RecordLedger = ledger);
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" });
        Task<BatchResult> wait = operation.WaitForCompletionAsync(deadline: s_longDeadline);
        await ledger.Asked.WaitAsync(TestContext.Current.CancellationToken);
        await PassAsync(time, wait);
        await Assert.ThrowsAsync<BatchDetachedException>(() => Soon(wait));

        using CancellationTokenSource stop = new();
        operation = await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" });
        wait = operation.WaitForCompletionAsync(cancellationToken: stop.Token);
        await ledger.Asked.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(wait));
    }

    [Fact]
    public async Task A_journal_that_never_answers_does_not_outlast_an_imports_deadline()
    {
        VirtualTime time = new();
        Silence journal = new();
        await using ScriptedServer server = new(
            _ => Reply.Json("""{"data":{"type":"import","id":7,"attributes":{"state":"finished"} } }"""));
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress, time));
        OperationLog log = new(NullLogger.Instance);
        ImportOperation operation = connection.Imports.Tracker.Attach(
            7, new OperationObserver(log) { Journal = new(journal, "x", time, new(time), log) });
        Task<ImportResult> wait = operation.WaitForCompletionAsync(deadline: s_longDeadline);
        await journal.Asked.WaitAsync(TestContext.Current.CancellationToken);
        await PassAsync(time, wait);
        await Assert.ThrowsAsync<ImportDetachedException>(() => Soon(wait));
    }

    [Fact]
    public async Task A_redirected_base_address_ends_a_wait_at_once()
    {
        await using ScriptedServer server = new(_ => Reply.Redirect("/elsewhere"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<OutreachConnectionException>(() => accounts.Batches.Attach(7).WaitForCompletionAsync());
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Two_waits_with_one_token_end_together_and_leave_the_batch_alone()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource never = new();
        await using ScriptedServer server = new(_ =>
        {
            arrived.TrySetResult();
            return Reply.Batch(7, "pending") with { Release = never.Task };
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        using CancellationTokenSource stop = new();
        BatchOperation operation = accounts.Batches.Attach(7);
        Task[] waits =
        [
            operation.WaitForCompletionAsync(cancellationToken: stop.Token),
            operation.WaitForCompletionAsync(cancellationToken: stop.Token),
        ];
        await arrived.Task;
        await stop.CancelAsync();
        foreach (Task wait in waits)
            Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait)).CancellationToken);
        Assert.Empty(server.Posts);
    }

    [Fact]
    public async Task A_wait_for_a_decision_that_another_process_took_goes_on_to_the_end()
    {
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Reply.Batch(9, "finished", 400, 400)
            : Reply.Batch(9, "confirming", 400));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" });
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_batch_with_the_time_of_its_confirmation_is_decided_although_its_word_lags()
    {
        Queue<Reply> reads = new([Reply.Batch(9, "confirming", 400, more: Confirmed), Reply.Batch(9, "finished", 400, 400)]);
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "GET" } => reads.Dequeue(),
            _ when request.Path.EndsWith("/confirm", StringComparison.Ordinal) => Reply.Batch(9, "confirming", 400, more: Confirmed),
            _ => Reply.Batch(9, "confirming", 400),
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.Always }, new() { Custom1 = "x" });
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
        Assert.Single(server.Posts, post => post.Path.EndsWith("/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_from_before_a_decision_does_not_hide_it()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(request =>
        {
            if (request.Method != "GET")
            {
                return request.Path.EndsWith("/confirm", StringComparison.Ordinal)
                    ? Reply.Batch(9, "running", 400, 400, 400)
                    : Reply.Batch(9, "confirming", 400);
            }

            arrived.TrySetResult();
            return Reply.Batch(9, "confirming", 400) with { Release = release.Task };
        });
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" });
        Task<Batch> read = operation.RefreshAsync();
        await arrived.Task;
        await operation.ConfirmAsync();
        release.SetResult();
        Assert.Equal("running", (await read).State.Value);
        Assert.Equal("running", operation.Latest!.State.Value);
    }

    [Fact]
    public async Task Answers_about_another_batch_are_refused_and_decide_nothing_about_it()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(99, "confirming", 3));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = accounts.Batches.Attach(7);
        await Assert.ThrowsAsync<OutreachConnectionException>(() => operation.RefreshAsync());
        await Assert.ThrowsAsync<OutreachConnectionException>(() => operation.ConfirmAsync());
        await Assert.ThrowsAsync<OutreachConnectionException>(() => operation.CancelAsync());
        Assert.Null(operation.Latest);
        Assert.All(server.Received, request => Assert.StartsWith("/api/v2/batches/7", request.Path));
    }

    [Theory]
    [InlineData("12.7")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("\"abc\"")]
    [InlineData("99999999999999999999")]
    [InlineData("null")]
    public async Task An_answer_whose_id_cannot_be_one_leaves_the_outcome_of_a_POST_unknown(string id)
    {
        await using ScriptedServer server = new(
            _ => Reply.Json($$"""{"data":{"type":"batch","id":{{id}},"attributes":{"state":"pending"} } }"""));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(502)]
    public async Task A_page_of_HTML_for_a_decision_is_followed_by_a_look_and_not_by_a_second_decision(int status)
    {
        await using ScriptedServer server = new(request => request.Method == "GET" ? Reply.Batch(9, "canceled", 400) : Reply.Html(status));
        using Accounts accounts = new(server.BaseAddress);
        Assert.Equal(OperationState.Canceled, (await accounts.Batches.Attach(9).CancelAsync()).State);
        Assert.Single(server.Posts);
        await Assert.ThrowsAnyAsync<OutreachBulkException>(() => accounts.Batches.Attach(9).ConfirmAsync());
    }

    // The wait may set its timer after the clock was moved, so the clock is moved until the wait has ended; one that never
    // ends is found by Soon.
    private static async Task PassAsync(VirtualTime time, Task wait)
    {
        for (int moves = 0; moves < 10_000 && !wait.IsCompleted; moves++)
        {
            time.Advance(s_longDeadline);
            await Task.Run(static () => { }, TestContext.Current.CancellationToken);
        }
    }

    private static Task Soon(Task wait) => wait.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private const string Confirmed = ""","confirmedAt":"2026-01-05T08:00:00Z" """;

    /// <summary>A ledger and a journal that never answer.</summary>
    private sealed class Silence : IRecordLedger, IOperationJournal
    {
        public SemaphoreSlim Asked { get; } = new(0);

        public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken) =>
            new(new RecordAllowance(true, 1, null));

        public ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken) => NeverAsync();

        public ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken) => NeverAsync();

        public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        private ValueTask NeverAsync()
        {
            Asked.Release();
            return new(new TaskCompletionSource().Task);
        }
    }
}
