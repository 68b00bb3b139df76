using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Records that go to the server in the request, a call at a time.</summary>
public class UpsertTests
{
    private static readonly UpsertOptions s_overwrite = new() { DupeMethod = DupeMethod.Overwrite };

    [Fact]
    public async Task Records_go_as_resource_objects_in_data_with_method_and_unique_name()
    {
        await using ImportServer server = new();
        using Upserts upserts = new(server.BaseAddress);
        ImportOperation import = Assert.Single(await upserts.UpsertAsync(
            [
                new()
                {
                    Type = "account",
                    Id = 17,
                    ["name"] = "Acme",
                    ["numberOfEmployees"] = 250,
                    ["tags"] = new JsonArray("vip", "new"),
                    ["industry"] = Clear.Value,
                },
                new()
                {
                    Type = "account",
                    ["trial"] = true,
                    ["score"] = 1.5,
                    ["price"] = 10.50m,
                    ["on"] = new DateOnly(2027, 1, 31),
                    ["at"] = new DateTimeOffset(2027, 1, 31, 9, 0, 0, TimeSpan.FromHours(1)),
                },
            ],
            s_overwrite));

        Assert.Equal(31, import.Id);
        Received sent = Assert.Single(server.Http.Posts);
        Assert.EndsWith("/imports/actions/bulkUpsert", sent.Path);
        JsonElement attributes = Attributes(sent);
        Assert.Equal(["dupeMethod", "fileName", "records"], attributes.EnumerateObject().Select(each => each.Name));
        Assert.Equal("overwrite", attributes.GetProperty("dupeMethod").GetString());
        Assert.Matches("^bulkUpsert\\.[0-9a-f]{16}$", attributes.GetProperty("fileName").GetString());
        Assert.Equal(
            """[{"data":{"type":"account","id":17,"attributes":"""
            + """{"name":"Acme","numberOfEmployees":250,"tags":["vip","new"],"industry":null}}},"""
            + """{"data":{"type":"account","attributes":"""
            + """{"trial":true,"score":1.5,"price":10.50,"on":"2027-01-31","at":"2027-01-31T08:00:00Z"}}}]""",
            attributes.GetProperty("records").GetRawText());
        Assert.Equal(OperationOutcome.Completed, (await import.WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task Records_go_bare_where_the_switch_says_so()
    {
        await using ImportServer server = new();
        using Upserts upserts = new(server.BaseAddress, options => options.Protocol.BareRecords = true);
        await upserts.UpsertAsync(Records(1), s_overwrite);

        Assert.Equal(
            """[{"type":"account","id":1,"attributes":{"name":"n1"}}]""",
            Attributes(Assert.Single(server.Http.Posts)).GetProperty("records").GetRawText());
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("missing")]
    [InlineData("overwrite")]
    [InlineData("overwriteNoCreate")]
    [InlineData("some new word")]
    public async Task Method_is_always_sent(string method)
    {
        await using ImportServer server = new();
        using Upserts upserts = new(server.BaseAddress);
        await upserts.UpsertAsync(Records(1), new() { DupeMethod = new(method) });

        Assert.Equal(method, Attributes(Assert.Single(server.Http.Posts)).GetProperty("dupeMethod").GetString());
    }

    [Fact]
    public async Task Records_are_cut_into_calls_in_their_order_each_with_a_name_of_its_own()
    {
        int id = 30;
        await using ImportServer server = new();
        server.OnStart = _ => ImportServer.Import(++id, "progressing");
        using Upserts upserts = new(server.BaseAddress);
        IReadOnlyList<ImportOperation> imports = await upserts.UpsertAsync(
            Records(7), new() { DupeMethod = DupeMethod.Skip, RecordsPerCall = 3, FileName = "nightly.json" });

        Assert.Equal([31, 32, 33], imports.Select(import => import.Id));
        Assert.Equal(
            [[1, 2, 3], [4, 5, 6], [7]],
            server.Http.Posts.Select(post => Ids(post)));
        string[] names = [.. server.Http.Posts.Select(post => Attributes(post).GetProperty("fileName").GetString()!)];
        Assert.All(names, name => Assert.Matches("^nightly\\.[0-9a-f]{16}\\.json$", name));
        Assert.Equal(3, names.Distinct().Count());
    }

    [Fact]
    public async Task Five_hundred_records_go_into_one_call_unless_told_otherwise()
    {
        await using ImportServer server = new();
        using Upserts upserts = new(server.BaseAddress);
        Assert.Equal(2, (await upserts.UpsertAsync(Records(501), s_overwrite)).Count);
        Assert.Equal([500, 1], server.Http.Posts.Select(post => Ids(post).Length));
    }

    [Fact]
    public async Task A_refused_later_call_ends_it_with_what_was_started()
    {
        int calls = 0;
        await using ImportServer server = new();
        server.OnStart = _ => ++calls < 3
            ? ImportServer.Import(30 + calls, "progressing")
            : Reply.Json("""{"errors":[{"id":"rateLimited","detail":"later"}]}""", 429);
        using Upserts upserts = new(server.BaseAddress);
        UpsertInterruptedException ended = await Assert.ThrowsAsync<UpsertInterruptedException>(
            () => upserts.UpsertAsync(Records(9), s_overwrite with { RecordsPerCall = 2 }));

        Assert.Equal([31, 32], ended.Started.Select(import => import.Id));
        Assert.Equal((4, 0, null), (ended.StartedRecords, ended.UnknownRecords, ended.Unknown));
        Assert.True(Assert.IsType<OutreachApiException>(ended.InnerException).IsTransient);
        Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, ended.Status);
        Assert.Contains("first 4 of 9 records", ended.Message);
        Assert.Equal(3, server.Http.Posts.Count);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    public async Task A_lost_answer_among_several_calls_tells_which_records_are_in_doubt_and_sends_no_more(int lostCall, int startedRecords)
    {
        int calls = 0;
        await using ImportServer server = new();
        server.OnStart = _ => ++calls == lostCall ? Reply.Close : ImportServer.Import(30 + calls, "progressing");
        using Upserts upserts = new(server.BaseAddress);
        UpsertInterruptedException ended = await Assert.ThrowsAsync<UpsertInterruptedException>(
            () => upserts.UpsertAsync(Records(6), s_overwrite with { RecordsPerCall = 2 }));

        Assert.Equal((startedRecords, 2), (ended.StartedRecords, ended.UnknownRecords));
        Assert.Equal(startedRecords / 2, ended.Started.Count);
        Assert.Equal(Attributes(server.Http.Posts[^1]).GetProperty("fileName").GetString(), ended.Unknown!.FileName);
        Assert.Equal(lostCall, server.Http.Posts.Count);
    }

    [Fact]
    public async Task A_refused_first_call_is_told_as_such()
    {
        await using ImportServer server = new() { OnStart = _ => Reply.Json("""{"errors":[{"detail":"no"}]}""", 422) };
        using Upserts upserts = new(server.BaseAddress);
        await Assert.ThrowsAsync<OutreachApiException>(() => upserts.UpsertAsync(Records(6), s_overwrite with { RecordsPerCall = 2 }));
        Assert.Single(server.Http.Posts);
    }

    [Fact]
    public async Task A_lost_only_call_has_an_unknown_outcome()
    {
        await using ImportServer server = new() { OnStart = _ => Reply.Close };
        using Upserts upserts = new(server.BaseAddress);
        await Assert.ThrowsAsync<ImportOutcomeUnknownException>(() => upserts.UpsertAsync(Records(6), s_overwrite));
        Assert.Single(server.Http.Posts);
    }

    [Fact]
    public async Task A_cancellation_between_two_calls_keeps_what_was_started()
    {
        using CancellationTokenSource stop = new();
        await using ImportServer server = new();
        using Upserts upserts = new(server.BaseAddress, options => options.AccessToken = (_, _) =>
        {
            // Asked for the second call, before anything of it is sent.
            if (server.Http.Posts.Count == 1)
                stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
            return new(Accounts.Token);
        });
        UpsertInterruptedException ended = await Assert.ThrowsAsync<UpsertInterruptedException>(
            () => upserts.UpsertAsync(Records(6), s_overwrite with { RecordsPerCall = 2 }, stop.Token));

        Assert.IsAssignableFrom<OperationCanceledException>(ended.InnerException);
        Assert.Equal((2, 0), (ended.StartedRecords, ended.UnknownRecords));
        Assert.Single(server.Http.Posts);
    }

    [Fact]
    public async Task Each_call_is_sent_once_below_a_handler_that_retries()
    {
        await using ImportServer server = new() { OnStart = _ => Reply.Close };
        ServiceCollection services = new();
        services.AddOutreachBulk<Client>(options =>
        {
            options.BaseAddress = server.BaseAddress;
            options.AccessToken = (_, _) => new(Accounts.Token);
            options.TimeProvider = new VirtualTime();
        }).AddHttpMessageHandler(() => new RetryingHandler());
        await using ServiceProvider provider = services.BuildServiceProvider();
        await Assert.ThrowsAsync<ImportOutcomeUnknownException>(
            () => provider.GetRequiredService<Client>().Upserts.UpsertAsync(Records(1), s_overwrite));
        Assert.Single(server.Http.Received);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_before_anything_is()
    {
        await using ImportServer server = new();
        using Upserts upserts = new(server.BaseAddress);
        UpsertRecord good = new() { Type = "account", Id = 1, ["name"] = "n" };
        UpsertOptions one = s_overwrite with { RecordsPerCall = 1 };

        await Refused("no records", [], one);
        await Refused("Record 3 is null", [good, good with { Id = 2 }, null!], one);
        await Refused("Record 2 has no attributes", [good, new() { Type = "account", Id = 2 }], one);
        await Refused("Record 2 has the type and id of record 1", [good, new() { Type = "account", Id = 1, ["name"] = "o" }], one);
        await Refused("RecordsPerCall", [good], s_overwrite with { RecordsPerCall = 0 });
        await Refused("RecordsPerCall", [good], s_overwrite with { RecordsPerCall = 100_001 });
        await Refused("FileName", [good], s_overwrite with { FileName = " " });
        await Refused("FileName", [good], s_overwrite with { FileName = new('x', 201) });
        await Assert.ThrowsAsync<ArgumentNullException>(() => upserts.UpsertAsync(null!, one));
        await Assert.ThrowsAsync<ArgumentNullException>(() => upserts.UpsertAsync([good], null!));
        Assert.Empty(server.Http.Received);

        // The same id of another type, and new records alike, are no repetition.
        await upserts.UpsertAsync([good, good with { Type = "prospect" }, good with { Id = null }, good with { Id = null }], s_overwrite);

        async Task Refused(string words, UpsertRecord[] records, UpsertOptions options) =>
            Assert.Contains(
                words,
                (await Assert.ThrowsAnyAsync<ArgumentException>(() => upserts.UpsertAsync(records, options))).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_refuses_what_has_no_meaning_where_it_is_written()
    {
        string? none = null;
        Assert.Throws<ArgumentException>(() => new UpsertRecord { Type = " " });
        Assert.Throws<ArgumentNullException>(() => new UpsertRecord { Type = none! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpsertRecord { Type = "account", Id = 0 });
        Assert.Throws<ArgumentException>(() => new UpsertRecord { Type = "account", ["a b"] = 1 });
        Assert.Throws<ArgumentException>(() => new UpsertRecord { Type = "account", ["a"] = default });
        Assert.Throws<ArgumentNullException>(() => new UpsertRecord { Type = "account", ["a"] = none! });
        Assert.Throws<ArgumentException>(() => new UpsertRecord { Type = "account", ["a"] = double.NaN });
        Assert.Throws<ArgumentException>(() => new UpsertRecord { Type = "account", ["a"] = "\uD800" });
        Assert.Throws<ArgumentNullException>(() => new UpsertRecord { Type = "account", Attributes = null! });
    }

    [Fact]
    public void A_record_is_a_value_that_shares_nothing_and_tells_no_values()
    {
        JsonArray tags = ["vip"];
        UpsertRecord one = new() { Type = "account", Id = 17, ["name"] = "Secret", ["tags"] = tags };
        tags.Add("later");
        UpsertRecord two = new()
        {
            Type = "account",
            Id = 17,
            Attributes = new Dictionary<string, OpenAttributeValue> { ["tags"] = new JsonArray("vip"), ["name"] = "Secret" },
        };

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        UpsertRecord changed = one with { Attributes = new Dictionary<string, OpenAttributeValue> { ["name"] = Clear.Value } };
        Assert.NotEqual(one, changed);
        Assert.True(changed["name"] == Clear.Value);
        Assert.True(one["name"] == "Secret");
        Assert.Equal("(unassigned)", one["industry"].ToString());
        Assert.Equal(["name", "tags"], one.Attributes.Keys.Order());
        Assert.Equal(two, new() { Type = "account", Id = 17, Attributes = one.Attributes });
        Assert.Equal("account 17 { name, tags }", one.ToString());
    }

    private static UpsertRecord[] Records(int count) =>
        [.. Enumerable.Range(1, count).Select(id => new UpsertRecord { Type = "account", Id = id, ["name"] = $"n{id}" })];

    private static JsonElement Attributes(Received request) =>
        JsonDocument.Parse(request.Body).RootElement.GetProperty("data").GetProperty("attributes");

    private static long[] Ids(Received request) =>
        [
            .. Attributes(request).GetProperty("records").EnumerateArray()
                .Select(record => record.GetProperty("data").GetProperty("id").GetInt64()),
        ];

    private sealed class Client(OutreachBulkConnection connection) : IOutreachBulkClient<Client>
    {
        public Upserts Upserts { get; } = new(connection);

        public static Client Create(OutreachBulkConnection connection) => new(connection);
    }

    /// <summary>What the generator emits for an upsert.</summary>
    private sealed class Upserts : ImportCollection, IDisposable
    {
        private static readonly BulkAction s_action = new("bulkUpsert", "imports/actions/bulkUpsert");

        private readonly OutreachBulkConnection _connection;

        public Upserts(Uri baseAddress, Action<OutreachBulkOptions>? configure = null)
            : this(OutreachBulkConnection.Create(Accounts.Options(baseAddress, new VirtualTime(), configure)))
        {
        }

        public Upserts(OutreachBulkConnection connection)
            : base(connection) => _connection = connection;

        public Task<IReadOnlyList<ImportOperation>> UpsertAsync(
            IEnumerable<UpsertRecord> records, UpsertOptions options, CancellationToken cancellationToken = default) =>
            GeneratedCalls.UpsertAsync(Connection, s_action, records, options, cancellationToken);

        public void Dispose() => _connection.Dispose();
    }
}
