using Outreach.Bulk.Protocol;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>A process that follows one that was killed: all it has is the journal.</summary>
public class RecoveryTests
{
    [Fact]
    public async Task A_deadline_that_is_none_is_refused_before_anything_is_looked_for()
    {
        VirtualTime time = new();
        InMemoryOperationJournal journal = new();
        await journal.WriteAsync(
            new() { Key = "a", Event = JournalEvent.Starting, At = time.GetUtcNow(), Action = "accountsBulkModify", TargetDigest = "x" }, default);
        await using ScriptedServer server = new(_ => Reply.Json("""{"data":[]}"""));
        OutreachBulkOptions options = Accounts.Options(server.BaseAddress, time);
        options.Journal = journal;
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(options);
        RecoveredOperation open = Assert.Single(await connection.RecoverAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => open.FinishAsync(Confirm.AtMost(1), TimeSpan.Zero));
        Assert.Empty(server.Received);
    }

    private const string Echo = ""","payload":{"attributes":{"custom1":"x"},"filter":{"id":["1"]}}""";

    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    [Fact]
    public async Task A_batch_whose_id_is_known_is_followed_to_its_end_and_closed()
    {
        await using ScriptedServer server = new(request => Reply.Batch(7, request.Method == "GET" ? "finished" : "running", 1, 1));
        InMemoryOperationJournal journal = new();
        await ModifyAsync(server, journal);
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
        {
            Assert.Equal((7, "accountsBulkModify"), (operation.Batch!.Id, operation.Start.Action));
            Assert.Equal("accountsBulkModify: batch 7, not yet asked for", operation.ToString());
            Assert.Null(operation.UnknownBatch);
            await operation.Batch.WaitForCompletionAsync();
            Assert.Empty(await connection.RecoverAsync());
        }

        Assert.Equal([JournalEvent.Starting, JournalEvent.Started, JournalEvent.Ended], journal.Entries.Select(entry => entry.Event));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_for_and_what_is_found_is_written_down_and_closed_at_its_end()
    {
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "POST" } => Reply.Close,
            { Query: "" } => Reply.Batch(7, "finished", 1, 1),
            _ => List(Listed(7)),
        }) { Clock = new VirtualTime() };
        InMemoryOperationJournal journal = new();
        await LoseAsync(server, journal);
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
        {
            BatchOperation found = (await operation.UnknownBatch!.FindAsync()).Operation!;
            Assert.Equal(7, Assert.Single(await connection.RecoverAsync()).Batch!.Id);
            await found.RefreshAsync();
            Assert.Empty(await connection.RecoverAsync());
        }

        Assert.Equal(
            [JournalEvent.Starting, JournalEvent.OutcomeUnknown, JournalEvent.Started, JournalEvent.Ended],
            journal.Entries.Select(entry => entry.Event));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_lost_answer_that_its_own_process_finds_later_is_written_down_too()
    {
        await using ScriptedServer server = new(request => request.Method == "POST" ? Reply.Close : List(Listed(7))) { Clock = new VirtualTime() };
        InMemoryOperationJournal journal = new();
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(One(), s_change));
        await lost.FindAsync();
        await lost.FindAsync();
        JournalEntry started = Assert.Single(journal.Entries, entry => entry.Event == JournalEvent.Started);
        Assert.Equal((7, journal.Entries[0].Key), (started.BatchId, started.Key));
    }

    [Fact]
    public async Task A_batch_that_has_ended_when_it_is_found_is_closed_at_once()
    {
        await using ScriptedServer server = new(request => request.Method == "POST" ? Reply.Close : List(Listed(7, "finished"))) { Clock = new VirtualTime() };
        InMemoryOperationJournal journal = new();
        await LoseAsync(server, journal);
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
        {
            Assert.Equal(7, (await operation.UnknownBatch!.FindAsync()).Operation!.Id);
            Assert.Empty(await connection.RecoverAsync());
        }
    }

    [Theory]
    [InlineData(JournalEvent.Started)]
    [InlineData(JournalEvent.Ended)]
    public async Task A_batch_that_the_journal_knows_as_another_operations_is_not_adopted_however_equal_the_requests(JournalEvent what)
    {
        await using ScriptedServer server = new(request => request.Method == "POST" ? Reply.Close : List(Listed(7))) { Clock = new VirtualTime() };
        InMemoryOperationJournal journal = new();
        await LoseAsync(server, journal);
        const string other = "another operation";
        await journal.WriteAsync(journal.Entries[0] with { Key = other }, default);
        await journal.WriteAsync(new() { Key = other, Event = what, At = journal.Entries[0].At, BatchId = 7 }, default);
        using OutreachBulkConnection connection = Restart(server, journal);
        RecoveredOperation lost = (await connection.RecoverAsync()).Single(operation => operation.UnknownBatch is not null);
        Assert.True((await lost.UnknownBatch!.FindAsync()).IsNotSeen);
    }

    [Fact]
    public async Task Operations_that_were_not_started_or_have_ended_are_not_recovered_and_later_lines_do_not_open_them_again()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        InMemoryOperationJournal journal = new();
        (JournalEvent What, int Operation)[] lines =
        [
            (JournalEvent.Starting, 1), (JournalEvent.Starting, 2), (JournalEvent.Starting, 3), (JournalEvent.NotStarted, 1),
            (JournalEvent.Started, 2), (JournalEvent.Confirming, 2), (JournalEvent.Ended, 2), (JournalEvent.Confirmed, 2),
        ];
        foreach ((JournalEvent what, int operation) in lines)
        {
            JournalEntry entry = new()
            {
                Key = $"{operation}",
                Event = what,
                At = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero),
                BatchId = what > JournalEvent.Starting ? 7 : null,
            };
            await journal.WriteAsync(entry, default);
        }

        using OutreachBulkConnection connection = Restart(server, journal);
        RecoveredOperation open = Assert.Single(await connection.RecoverAsync());
        Assert.Equal("3", open.Start.Key);
        await open.CloseAsync();
        Assert.Empty(await connection.RecoverAsync());
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task An_attempt_that_may_have_acted_is_recovered_whatever_became_of_others_under_its_key()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        InMemoryOperationJournal journal = new();
        (JournalEvent What, string Key)[] lines =
        [
            (JournalEvent.Starting, "refused, then killed"), (JournalEvent.NotStarted, "refused, then killed"),
            (JournalEvent.Starting, "refused, then killed"),
            (JournalEvent.Starting, "lost, then refused"), (JournalEvent.OutcomeUnknown, "lost, then refused"),
            (JournalEvent.Starting, "lost, then refused"), (JournalEvent.NotStarted, "lost, then refused"),
            (JournalEvent.Starting, "refused twice"), (JournalEvent.NotStarted, "refused twice"),
            (JournalEvent.Starting, "refused twice"), (JournalEvent.NotStarted, "refused twice"),
        ];
        foreach ((JournalEvent what, string key) in lines)
            await journal.WriteAsync(new() { Key = key, Event = what, At = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero) }, default);

        using OutreachBulkConnection connection = Restart(server, journal);
        Assert.Equal(
            ["lost, then refused", "refused, then killed"],
            (await connection.RecoverAsync()).Select(operation => operation.Start.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_process_that_was_killed_may_have_sent_until_its_requests_deadline()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        InMemoryOperationJournal journal = new();
        await LoseAsync(server, journal);
        InMemoryOperationJournal killed = new();
        await killed.WriteAsync(journal.Entries[0], default);
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, killed);
        using (connection)
        {
            DateTimeOffset at = journal.Entries[0].At;
            Assert.Equal((at, at + TimeSpan.FromSeconds(100)), (operation.UnknownBatch!.SentFrom, operation.UnknownBatch.SentTo));
            Assert.Equal(
                (journal.Entries[0].TargetDigest, "accountsBulkModify"),
                (operation.UnknownBatch.TargetDigest, operation.UnknownBatch.Action));
        }
    }

    [Fact]
    public async Task A_request_that_the_budget_holds_back_is_written_down_when_it_leaves()
    {
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Close
            : Reply.Json(
                Reply.BatchText(1, "finished", 1, 1),
                headers: "X-RateLimit-Limit: 10000\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 50\r\n"));
        InMemoryOperationJournal journal = new();
        VirtualTime time = new();
        DateTimeOffset start = time.GetUtcNow();
        using Accounts accounts = new(server.BaseAddress, time, options => options.Journal = journal);
        await accounts.Batches.Attach(1).RefreshAsync();
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(One(), s_change));
        Assert.Equal(start.AddSeconds(50), journal.Entries[0].At);
        Assert.Equal(start.AddSeconds(50), lost.SentFrom);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_sent_and_not_recovered()
    {
        FailingJournal journal = new(entry => entry.Event == JournalEvent.Starting);
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending"));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        await Assert.ThrowsAsync<IOException>(() => accounts.ModifyAsync(One(), s_change));
        Assert.Empty(server.Received);

        // A journal that reports a failure may hold the entry all the same.
        Assert.Equal([JournalEvent.NotStarted], journal.Entries.Select(entry => entry.Event));
    }

    [Fact]
    public async Task What_was_done_and_cannot_be_written_down_is_done_all_the_same()
    {
        FailingJournal journal = new(entry => entry.Event is JournalEvent.Started or JournalEvent.Ended or JournalEvent.Confirmed);
        await using ScriptedServer server = new(request =>
            request.Path.EndsWith("/confirm", StringComparison.Ordinal) || request.Method == "GET"
                ? Reply.Batch(7, "finished", 1, 1)
                : Reply.Batch(7, "confirming", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        BatchOperation operation = await accounts.ModifyAsync(One() with { Confirm = Confirm.Always }, s_change);
        Assert.Equal(OperationOutcome.Completed, (await operation.WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task An_end_that_could_not_be_written_down_is_written_when_it_is_seen_again()
    {
        bool fails = true;
        FailingJournal journal = new(entry => entry.Event == JournalEvent.Ended && fails);
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", 1, 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        BatchOperation operation = await accounts.ModifyAsync(One(), s_change);
        fails = false;
        await operation.RefreshAsync();
        await operation.RefreshAsync();
        Assert.Single(journal.Entries, entry => entry.Event == JournalEvent.Ended);
    }

    [Fact]
    public async Task A_confirmation_that_cannot_be_written_down_is_not_sent()
    {
        FailingJournal journal = new(entry => entry.Event == JournalEvent.Confirming);
        await using ScriptedServer server = new(_ => Reply.Batch(7, "confirming", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        BatchOperation operation = await accounts.ModifyAsync(One(), s_change);
        await Assert.ThrowsAsync<IOException>(() => operation.ConfirmAsync());
        Assert.DoesNotContain(server.Posts, post => post.Path.EndsWith("/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancellation_is_sent_whether_it_can_be_written_down_or_not()
    {
        FailingJournal journal = new(entry => entry.Event == JournalEvent.Canceling);
        await using ScriptedServer server = new(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)
            ? Reply.Batch(7, "canceled", 50)
            : Reply.Batch(7, "pending", 50));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.ModifyAsync(One() with { Confirm = Confirm.AtMost(10) }, s_change));
        Assert.True(error.IsCanceled);
    }

    [Fact]
    public async Task An_import_that_may_have_been_started_is_found_by_its_file_name_written_down_and_closed_at_its_end()
    {
        string fileName = "";
        string state = "progressing";
        await using ImportServer server = new()
        {
            OnStart = _ => Reply.Close,
            OnGet = request => request.Path.EndsWith("/batches", StringComparison.Ordinal)
                ? List(
                    """{"type":"batch","id":3,"attributes":"""
                    + """{"state":"running","createdAt":"2026-01-05T08:00:01Z","contextType":"Import","contextId":31}}""")
                : ImportServer.Import(31, state, 2, more: $$""","fileName":"{{fileName}}" """),
        };
        InMemoryOperationJournal journal = new();
        using (ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal))
        {
            await Assert.ThrowsAsync<ImportOutcomeUnknownException>(() => accounts.ImportAsync(
                CsvFile.From("companyName,crmId\na,1\nb,2\n"u8.ToArray(), "accounts.csv"),
                new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId }));
        }

        fileName = journal.Entries[0].FileName!;
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            Accounts.Options(server.BaseAddress, new VirtualTime(), options => options.Journal = journal));
        RecoveredOperation operation = Assert.Single(await connection.RecoverAsync());
        Assert.Equal(31, (await operation.UnknownImport!.FindAsync()).Operation!.Id);
        RecoveredOperation known = Assert.Single(await connection.RecoverAsync());
        state = "finished";
        Assert.Equal(OperationOutcome.Completed, await known.FinishAsync(Confirm.Always));
        Assert.Empty(await connection.RecoverAsync());
        Assert.Single(server.Starts);
    }

    [Fact]
    public async Task A_batch_is_found_although_the_clock_was_set_between_the_two_processes()
    {
        VirtualTime time = new();
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "POST" } => Reply.Close,
            { Query: "" } => Reply.Batch(5, "finished", 1, 1),
            _ => List(Listed(7)),
        })
        {
            Clock = time,
        };
        InMemoryOperationJournal journal = new();
        ShiftedTime wrong = new(time) { Ahead = TimeSpan.FromDays(3) };
        using (Accounts accounts = new(server.BaseAddress, wrong, options => options.Journal = journal))
        {
            await accounts.Batches.Attach(5).RefreshAsync();
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(One(), s_change));
        }

        Assert.Equal(VirtualTime.Origin, journal.Entries[0].ServerAt);
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
            Assert.Equal(7, (await operation.UnknownBatch!.FindAsync()).Operation!.Id);
    }

    [Fact]
    public async Task A_batch_that_waits_is_finished_within_the_policy_and_closed()
    {
        bool isConfirmed = false;
        await using ScriptedServer server = new(request =>
        {
            isConfirmed |= request.Path.EndsWith("/confirm", StringComparison.Ordinal);
            return isConfirmed ? Reply.Batch(7, "finished", 40, 40) : Reply.Batch(7, "confirming", 40);
        });
        InMemoryOperationJournal journal = new();
        await ModifyAsync(server, journal, new() { Filter = AccountFilter.Everything });
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
        {
            Assert.Equal(OperationOutcome.Completed, await operation.FinishAsync(Confirm.AtMost(50)));
            Assert.Empty(await connection.RecoverAsync());
        }

        Assert.Equal("actionParams[confirmedCount]=40", server.Posts[^1].Query);
    }

    [Fact]
    public async Task A_batch_that_waits_and_is_outside_of_the_policy_is_cancelled()
    {
        bool isCanceled = false;
        await using ScriptedServer server = new(request =>
        {
            isCanceled |= request.Path.EndsWith("/cancel", StringComparison.Ordinal);
            return Reply.Batch(7, isCanceled ? "canceled" : "confirming", 60);
        });
        InMemoryOperationJournal journal = new();
        await ModifyAsync(server, journal, new() { Filter = AccountFilter.Everything });
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
        {
            await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => operation.FinishAsync(Confirm.AtMost(50)));
            Assert.Empty(await connection.RecoverAsync());
        }

        Assert.True(isCanceled);
    }

    [Fact]
    public async Task A_lost_request_is_looked_for_until_it_is_found_and_finished()
    {
        int looks = 0;
        await using ScriptedServer server = new(request => request switch
        {
            { Method: "POST" } => Reply.Close,
            { Query: "" } => Reply.Batch(7, "finished", 1, 1),
            _ => ++looks < 3 ? List() : List(Listed(7)),
        })
        {
            Clock = new VirtualTime(),
        };
        InMemoryOperationJournal journal = new();
        await LoseAsync(server, journal);
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
        {
            Assert.Equal(OperationOutcome.Completed, await operation.FinishAsync(Confirm.Exactly(1)));
            Assert.Equal((7, null), (operation.Batch?.Id, operation.UnknownBatch));
            Assert.Empty(await connection.RecoverAsync());
        }

        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_lost_request_that_is_not_found_stays_open_and_nothing_is_sent_again()
    {
        await using ScriptedServer server = new(request => request.Method == "POST" ? Reply.Close : List()) { Clock = new VirtualTime() };
        InMemoryOperationJournal journal = new();
        await LoseAsync(server, journal);
        (OutreachBulkConnection connection, RecoveredOperation operation) = await RecoverOneAsync(server, journal);
        using (connection)
        {
            await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => operation.FinishAsync(Confirm.Always));
            Assert.Single(await connection.RecoverAsync());
        }

        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_label_is_kept_and_shown_and_not_sent()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "running", 1, 1));
        InMemoryOperationJournal journal = new();
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        await accounts.ModifyAsync(One() with { Label = "nightly 2026-11-29" }, s_change);
        using OutreachBulkConnection connection = Restart(server, journal);
        RecoveredOperation open = Assert.Single(await connection.RecoverAsync());
        Assert.Equal("nightly 2026-11-29", open.Label);
        Assert.Equal("nightly 2026-11-29: accountsBulkModify: batch 7, not yet asked for", open.ToString());
        Assert.DoesNotContain("nightly", server.Posts[0].Target + server.Posts[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void A_label_that_cannot_be_shown_on_a_line_is_refused(string label)
    {
        Assert.ThrowsAny<ArgumentException>(() => One() with { Label = label });
        Assert.ThrowsAny<ArgumentException>(() => One() with { Label = new string('x', 201) });
        Assert.ThrowsAny<ArgumentException>(() => One() with { Label = "\ud800" });
    }

    [Fact]
    public async Task Without_a_journal_there_is_nothing_to_recover_from()
    {
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(new("http://127.0.0.1/")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.RecoverAsync());
    }

    [Fact]
    public async Task The_journal_holds_no_value_of_the_request()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", 1, 1));
        InMemoryOperationJournal journal = new();
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        await accounts.ModifyAsync(new() { Filter = new() { Name = "planted-name" } }, new() { Custom1 = "planted-value" });
        Assert.DoesNotContain("planted", string.Join('\n', journal.Entries), StringComparison.Ordinal);
    }

    private static ModifyParams One() => new() { Filter = new() { Id = 1 } };

    private static OutreachBulkConnection Restart(ScriptedServer server, IOperationJournal journal) =>
        OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress, new VirtualTime(), options => options.Journal = journal));

    private static async Task<(OutreachBulkConnection, RecoveredOperation)> RecoverOneAsync(
        ScriptedServer server, IOperationJournal journal)
    {
        OutreachBulkConnection connection = Restart(server, journal);
        return (connection, Assert.Single(await connection.RecoverAsync()));
    }

    private static async Task ModifyAsync(ScriptedServer server, IOperationJournal journal, ModifyParams? actionParams = null)
    {
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        await accounts.ModifyAsync(actionParams ?? One(), s_change);
    }

    private static Task<BatchOutcomeUnknownException> LoseAsync(ScriptedServer server, IOperationJournal journal) =>
        Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => ModifyAsync(server, journal));

    private static Reply List(params string[] batches) => Reply.Json($$"""{"data":[{{string.Join(',', batches)}}]}""");

    private static string Listed(long id, string state = "running") =>
        $$"""{"type":"batch","id":{{id}},"attributes":{"state":"{{state}}","createdAt":"2026-01-05T08:00:00Z"{{Echo}} } }""";
}
