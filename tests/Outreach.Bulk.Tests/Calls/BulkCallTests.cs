using System.Text.Json.Nodes;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.Calls;

/// <summary>A call is a value: it compares by what it asks for, and nothing is sent before it is started.</summary>
public class BulkCallTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    public static TheoryData<string> Parts { get; } =
    [
        "name", "effect", "filter value", "filter kind", "filter clause", "filter everything", "related filter", "parameter",
        "parameter value", "no confirm", "confirm", "consent", "other consent", "skip", "unknown outcome", "search for", "resend after",
        "attribute", "attribute value", "attribute type", "cleared", "list order", "no attributes", "no modify",
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Calls_that_differ_in_one_part_are_not_equal(string part)
    {
        BulkCall call = Changed("");
        BulkCall other = Changed(part);
        Assert.Equal(call, Changed(""));
        Assert.NotEqual(call, other);
        Assert.NotEqual(other, call);
        Assert.Equal(other, Changed(part));
        Assert.Equal(other, BulkCall.FromJson(other.ToJson()));
    }

    [Fact]
    public void The_order_of_clauses_parameters_and_attributes_does_not_matter()
    {
        BulkCall[] calls = [.. new[] { false, true }.Select(isTurned =>
        {
            AnyFilter related = new();
            Do(isTurned, () => related.Add<long>("id", 5), () => related.Add<string>("x", "y"));
            AnyFilter filter = new();
            Do(isTurned, () => filter.Add<long>("id", 1), () => filter.Add("owner", related));
            AnyParams actionParams = new(filter);
            Do(isTurned, () => actionParams.Add("a", 1L), () => actionParams.Add("b", "2"));
            AnyModify attributes = new();
            JsonNode json = JsonNode.Parse(isTurned ? """[{"b":{"d":1,"c":2},"a":1}]""" : """[{"a":1,"b":{"c":2,"d":1}}]""")!;
            Do(isTurned, () => attributes.Add<JsonNode>("json", json), () => attributes.Add<bool>("flag", true));
            return AnyCall.Of(actionParams, attributes);
        })];
        Assert.NotEqual(calls[0].ToJson(), calls[1].ToJson());
        Assert.Equal(calls[0], calls[1]);
        Assert.Equal(calls[0].GetHashCode(), calls[1].GetHashCode());
    }

    [Fact]
    public void A_call_equals_no_other_thing()
    {
        BulkCall call = BulkCall.Of(One(), s_change);
        Assert.False(call.Equals(null));
        Assert.False(call.Equals((object)call.ToJson()));
        Assert.True(call.Equals((object)BulkCall.Of(One(), s_change)));
    }

    [Fact]
    public void Policies_that_admit_the_same_counts_are_equal()
    {
        Assert.Equal(Confirm.Within(10, AnyCall.Counted(100)), Confirm.Within(10.5, AnyCall.Counted(100)));
        Assert.Equal(Confirm.Exactly(5), Confirm.Within(0, AnyCall.Counted(5)));
        Assert.Equal(Confirm.Exactly(5).GetHashCode(), Confirm.Within(0, AnyCall.Counted(5)).GetHashCode());
        Assert.NotEqual(Confirm.AtMost(5), Confirm.Exactly(5));
        Assert.NotEqual(Confirm.When(_ => true), Confirm.Always);
        Assert.Equal(Consent.ToDestroyExactly(1), Consent.ToDestroyExactly(1));
        Assert.NotEqual(Consent.ToDestroyExactly(2), Consent.ToDestroyAtMost(2));
        Assert.False(Confirm.Always.Equals((object?)null) || Consent.ToDestroyExactly(1).Equals((object?)null));
    }

    [Fact]
    public void What_can_never_be_sent_does_not_become_a_call()
    {
        Assert.Throws<ArgumentException>(() => BulkCall.Of(One(), new AccountModify()));
        Assert.Throws<ArgumentException>(() => BulkCall.Of(One() with { OnUnknownOutcome = null! }, s_change));
        Assert.Throws<ArgumentException>(() => BulkCall.Of(
            new DestroyParams { Filter = new() { Id = 1 }, Consent = Consent.ToDestroyExactly(1), SkipConfirmation = true }));
        Assert.Throws<ArgumentNullException>(() => BulkCall.Of<ModifyParams, AccountModify>(One(), null!));
        Assert.Throws<ArgumentNullException>(() => BulkCall.Of<DestroyParams>(null!));
        Assert.Throws<ArgumentNullException>(() => BulkCall.FromJson(null!));
    }

    [Fact]
    public void A_call_does_not_change_with_the_JSON_it_was_made_of_or_that_was_read_from_it()
    {
        JsonObject item = new() { ["x"] = 1 };
        ListModify attributes = new() { Items = new[] { item } };
        BulkCall call = AnyCall.Of(One(), attributes);
        string before = call.ToJson();
        item["x"] = 999;
        attributes.Items.Items[0]["x"] = 999;
        Assert.Equal(before, call.ToJson());
    }

    [Fact]
    public async Task What_cannot_be_sent_is_told_by_the_task_so_that_calls_started_beside_it_are_not_lost()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", 2, 2));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.MaximumItems = 2);
        ModifyParams tooMany = new() { Filter = new() { Id = [1, 2, 3] } };
        Task<BatchOperation> byValue = accounts.Batches.StartAsync(BulkCall.Of(tooMany, s_change));
        Task<BatchOperation> byAction = accounts.ModifyAsync(tooMany, s_change);
        Task<BatchOperation> withNothing = accounts.ModifyAsync(One(), new AccountModify());
        await Assert.ThrowsAsync<ArgumentException>(() => byValue);
        await Assert.ThrowsAsync<ArgumentException>(() => byAction);
        await Assert.ThrowsAsync<ArgumentException>(() => withNothing);
        Assert.Empty(server.Received);
    }

    public static TheoryData<string> HopelessLocks { get; } = ["exactly", "within", "consent", "both"];

    [Theory]
    [MemberData(nameof(HopelessLocks))]
    public async Task A_lock_that_only_more_records_than_one_request_takes_can_open_is_refused_with_the_figure_and_the_way_out(string by)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", 2, 2));
        using Accounts accounts = new(server.BaseAddress);
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => accounts.Batches.StartAsync(Locked(by, 100_001)));
        Assert.Contains("100001", error.Message);
        Assert.Contains("at most 100000 items", error.Message);
        Assert.Contains("package Outreach.Bulk.Jobs", error.Message);
        Assert.Empty(server.Received);
    }

    [Theory]
    [MemberData(nameof(HopelessLocks))]
    [InlineData("at most")]
    [InlineData("always")]
    [InlineData("consent at most")]
    public async Task A_lock_that_a_request_may_open_is_sent(string by)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", 100_000, 100_000));
        using Accounts accounts = new(server.BaseAddress);
        long count = by is "at most" or "consent at most" ? 300_000 : 100_000;
        await accounts.Batches.StartAsync(Locked(by, count));
        Assert.Single(server.Received);
    }

    private static BulkCall Locked(string by, long count)
    {
        Confirm? confirm = by switch
        {
            "exactly" or "both" => Confirm.Exactly(count),
            "within" => Confirm.Within(0.0001, RecordCount.Of(count, DateTimeOffset.UnixEpoch)),
            "at most" => Confirm.AtMost(count),
            "always" => Confirm.Always,
            _ => null,
        };
        return by is "consent" or "consent at most" or "both"
            ? BulkCall.Of(new DestroyParams
            {
                Filter = new() { Name = "x" },
                Confirm = confirm,
                Consent = by == "consent" ? Consent.ToDestroyExactly(count) : Consent.ToDestroyAtMost(count),
            })
            : BulkCall.Of(new ModifyParams { Filter = new() { Name = "x" }, Confirm = confirm }, s_change);
    }

    [Fact]
    public async Task A_call_whose_JSON_nests_deep_is_an_unknown_outcome_like_any_other_when_its_answer_is_lost()
    {
        JsonNode nested = new JsonArray(1);
        for (int depth = 0; depth < 200; depth++)
            nested = new JsonArray(nested);
        await using ScriptedServer server = new(_ => Reply.Close);
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.RunAsync("customObjectBulkModify", One(), new CustomObjectModify { ["nested"] = nested }));
    }

    [Fact]
    public void What_names_a_call_in_messages_holds_no_value()
    {
        BulkCall call = BulkCall.Of(new ModifyParams { Filter = new() { Name = "planted" } }, new AccountModify { Custom1 = "planted" });
        Assert.Equal("accountsBulkModify: ModifyParams { Filter = AccountFilter { Name } }, AccountModify { Custom1 }", call.ToString());
    }

    [Fact]
    public async Task A_value_and_the_method_of_its_action_send_the_same_request_and_nothing_is_sent_before()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "finished", 2, 2));
        using Accounts accounts = new(server.BaseAddress);
        ModifyParams actionParams = new() { Filter = new() { Id = [1, 2], Owner = new() { Id = 5 } }, SkipConfirmation = true };
        AccountModify attributes = new() { Custom1 = "größe", Industry = Clear.Value, Tags = ["a"] };
        BulkCall call = BulkCall.Of(actionParams, attributes);
        BulkCall read = BulkCall.FromJson(call.ToJson());
        Assert.Equal(call, read);
        Assert.Equal(call.GetHashCode(), read.GetHashCode());
        Assert.NotNull(read.ToString());
        Assert.Empty(server.Received);

        await accounts.ModifyAsync(actionParams, attributes);
        await accounts.Batches.StartAsync(call);
        await accounts.Batches.StartAsync(read);
        Assert.Equal(3, server.Received.Count);
        Assert.Single(server.Received.Select(request => (request.Method, request.Target, request.Body)).Distinct());
    }

    [Fact]
    public async Task A_call_is_no_operation_and_started_twice_it_is_sent_twice()
    {
        int id = 0;
        await using ScriptedServer server = new(_ => Reply.Batch(Interlocked.Increment(ref id), "finished", 1, 1));
        InMemoryOperationJournal journal = new();
        using Accounts accounts = new(server.BaseAddress, configure: options => options.Journal = journal);
        BulkCall call = BulkCall.Of(One(), s_change);
        BatchOperation first = await accounts.Batches.StartAsync(call);
        BatchOperation second = await accounts.Batches.StartAsync(call);
        Assert.Equal((1, 2), (first.Id, second.Id));
        Assert.Equal(2, server.Posts.Count);
        Assert.Equal(2, journal.Entries.Select(entry => entry.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("exactly", "confirming")]
    [InlineData("at most", "running")]
    public async Task The_consent_of_a_call_that_was_read_back_locks_the_count(string consent, string state)
    {
        await using ScriptedServer server = new(request => Reply.Batch(
            7, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : state, 3));
        using Accounts accounts = new(server.BaseAddress);
        BulkCall call = BulkCall.Of(new DestroyParams
        {
            Filter = AccountFilter.Everything,
            Consent = consent == "exactly" ? Consent.ToDestroyExactly(2) : Consent.ToDestroyAtMost(2),
        });
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(
            () => accounts.Batches.StartAsync(BulkCall.FromJson(call.ToJson())));
        Assert.Contains($"consents to destroying {consent} 2", error.Message);
        Assert.EndsWith("/cancel", server.Posts[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ids_of_a_call_that_was_read_back_hold_it_to_as_many_records()
    {
        await using ScriptedServer server = new(request => Reply.Batch(
            7, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : "running", 3));
        using Accounts accounts = new(server.BaseAddress);
        BulkCall call = BulkCall.FromJson(BulkCall.Of(new ModifyParams { Filter = new() { Id = [1, 2] } }, s_change).ToJson());
        await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => accounts.Batches.StartAsync(call));
    }

    [Fact]
    public async Task A_key_that_is_given_is_in_every_entry_of_the_journal_and_in_every_call_of_the_ledger()
    {
        const string key = "job 7, chunk 3: größe";
        await using ScriptedServer server = new(request => Reply.Batch(
            7,
            request.Method == "GET" ? "finished" : request.Path.EndsWith("/confirm", StringComparison.Ordinal) ? "running" : "confirming",
            3,
            3));
        InMemoryOperationJournal journal = new();
        WatchedLedger ledger = new();
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), With(journal, ledger));
        BulkCall call = BulkCall.Of(new ModifyParams { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(5) }, s_change);
        BatchOperation operation = await accounts.Batches.StartAsync(call, key);
        await operation.WaitForCompletionAsync();
        Assert.Equal(
            [JournalEvent.Starting, JournalEvent.Started, JournalEvent.Confirming, JournalEvent.Confirmed, JournalEvent.Ended],
            journal.Entries.Select(entry => entry.Event));
        Assert.All(journal.Entries, entry => Assert.Equal(key, entry.Key));
        Assert.Equal([$"reserve {key} 1", $"reserve {key} 3"], ledger.Calls);
    }

    [Fact]
    public async Task The_key_of_a_start_that_is_refused_or_lost_is_the_same()
    {
        Reply reply = Reply.Json("""{"errors":[{"id":"x"}]}""", 422);
        await using ScriptedServer server = new(_ => reply);
        InMemoryOperationJournal journal = new();
        WatchedLedger ledger = new();
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), With(journal, ledger));
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.StartAsync(BulkCall.Of(One(), s_change), "refused"));
        reply = Reply.Close;
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.Batches.StartAsync(BulkCall.Of(One(), s_change), "lost"));
        Assert.Equal(
            [
                ("refused", JournalEvent.Starting), ("refused", JournalEvent.NotStarted),
                ("lost", JournalEvent.Starting), ("lost", JournalEvent.OutcomeUnknown),
            ],
            journal.Entries.Select(entry => (entry.Key, entry.Event)));
        Assert.Equal(["reserve refused 1", "settle refused 0", "reserve lost 1"], ledger.Calls);
    }

    [Fact]
    public async Task The_key_of_an_import_that_is_given_is_in_journal_and_ledger()
    {
        await using ImportServer server = new();
        InMemoryOperationJournal journal = new();
        WatchedLedger ledger = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
        {
            options.Journal = journal;
            options.RecordLedger = ledger;
            options.CountImports = true;
        });
        await ImportAsync(accounts, "import 1");
        Assert.NotEmpty(journal.Entries);
        Assert.All(journal.Entries, entry => Assert.Equal("import 1", entry.Key));
        Assert.Equal(["reserve import 1 2"], ledger.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("\0")]
    [InlineData("a\u0085")]
    [InlineData("half a pair")]
    [InlineData(null)]
    public async Task A_key_that_cannot_be_used_is_refused_before_anything_is_sent_or_counted(string? key)
    {
        key ??= new string('k', 201);
        if (key == "half a pair")
            key += '\ud83d';
        await using ScriptedServer server = new(_ => Reply.Batch(7, "running", 1));
        WatchedLedger ledger = new();
        InMemoryOperationJournal journal = new();
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), With(journal, ledger));
        ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => accounts.Batches.StartAsync(BulkCall.Of(One(), s_change), key));
        Assert.Equal("key", error.ParamName);

        await using ImportServer imports = new();
        using ImportingAccounts importing = new(imports.BaseAddress, new VirtualTime(), With(journal, ledger));
        error = await Assert.ThrowsAnyAsync<ArgumentException>(() => ImportAsync(importing, key));
        Assert.Contains("Key", error.ParamName);
        Assert.Empty(server.Received);
        Assert.Empty(imports.Starts);
        Assert.Empty(journal.Entries);
        Assert.Empty(ledger.Calls);
    }

    [Fact]
    public async Task A_key_of_200_characters_is_taken()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "running", 1));
        InMemoryOperationJournal journal = new();
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Journal = journal);
        await accounts.Batches.StartAsync(BulkCall.Of(One(), s_change), new string('k', 200));
        Assert.Equal(200, journal.Entries[0].Key.Length);
        await Assert.ThrowsAsync<ArgumentNullException>(() => accounts.Batches.StartAsync(null!));
    }

    private static Action<OutreachBulkOptions> With(IOperationJournal journal, IRecordLedger ledger) =>
        options => (options.Journal, options.RecordLedger) = (journal, ledger);

    private static ModifyParams One() => new() { Filter = new() { Id = 1 } };

    private static Task<ImportOperation> ImportAsync(ImportingAccounts accounts, string key) => accounts.ImportAsync(
        CsvFile.From("companyName,crmId\na,1\nb,2\n"u8.ToArray(), "accounts.csv"),
        new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId },
        new() { Key = key });

    private static void Do(bool isTurned, Action first, Action second)
    {
        (isTurned ? second : first)();
        (isTurned ? first : second)();
    }

    private static BulkCall Changed(string part)
    {
        AnyFilter owner = new();
        owner.Add<long>("id", part == "related filter" ? 6 : 5);
        AnyFilter filter = new();
        filter.Add("name", part == "filter kind" ? (FilterValue<string>)new[] { "a" } : part == "filter value" ? "b" : "a");
        filter.Add("owner", owner);
        if (part == "filter clause")
            filter.Add<bool>("named", true);
        AnyFilter selection = part == "filter everything" ? AnyFilter.Everything : filter;
        BulkActionParams actionParams = part switch
        {
            "effect" => new AnyOutboundParams(selection),
            "consent" => new AnyDestroyParams(selection) { Consent = Consent.ToDestroyAtMost(5) },
            "other consent" => new AnyDestroyParams(selection) { Consent = Consent.ToDestroyExactly(5) },
            _ => new AnyParams(selection),
        };
        actionParams = actionParams with
        {
            Confirm = part == "no confirm" ? null : part == "confirm" ? Confirm.Exactly(7) : Confirm.AtMost(7),
            SkipConfirmation = part == "skip",
            OnUnknownOutcome = part switch
            {
                "unknown outcome" => OnUnknownOutcome.Reconcile,
                "search for" => OnUnknownOutcome.Reconcile with { SearchFor = TimeSpan.FromSeconds(1) },
                "resend after" => OnUnknownOutcome.Reconcile with { ResendAfter = TimeSpan.FromSeconds(1) },
                _ => OnUnknownOutcome.Throw,
            },
        };
        if (actionParams is AnyParams any && part.StartsWith("parameter", StringComparison.Ordinal))
            any.Add("objectName", part == "parameter" ? "a" : "b");
        AnyModify attributes = new();
        attributes.AddList<string>("tags", part == "list order" ? ["b", "a"] : ["a", "b"]);
        if (part == "cleared")
            attributes.Add<string>("custom1", Clear.Value);
        else if (part == "attribute type")
            attributes.Add<double>("custom1", 1);
        else
            attributes.Add<long>("custom1", part == "attribute value" ? 2 : 1);
        if (part == "attribute")
            attributes.Add<string>("custom2", "x");
        AnyAttributes unmodified = new();
        unmodified.AddList<string>("tags", ["a", "b"]);
        unmodified.Add("custom1", 1L);
        return AnyCall.Of(
            actionParams, part switch
            {
                "no attributes" => null,
                "no modify" => unmodified,
                _ => attributes,
            },
            part == "name" ? "accountsOther" : "accountsAnything");
    }

    private sealed class WatchedLedger : IRecordLedger
    {
        public List<string> Calls { get; } = [];

        public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken)
        {
            Calls.Add($"reserve {key} {records}");
            return new(new RecordAllowance(true, 10, null));
        }

        public ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken)
        {
            Calls.Add($"settle {key} {records}");
            return default;
        }
    }

    private sealed record ListModify : ModifyAttributes
    {
        public AttributeList<JsonObject> Items { get => GetListField<JsonObject>("items"); init => SetListField("items", value); }
    }
}
