using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>A preview asks by the filter of the action, and never takes for a count what is none.</summary>
public class PreviewTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_count_is_one_small_read_by_the_new_filter_syntax()
    {
        await using ScriptedServer server = new(_ => Page("""{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress);
        await accounts.CountAsync(new() { Name = "Acme, Inc.", Owner = new() { Id = [7, 8] } });
        Received request = Assert.Single(server.Received);
        Assert.Equal(("GET", "/api/v2/accounts"), (request.Method, request.Path));
        Assert.Equal(
            "filter[name]=Acme, Inc.&filter[owner][id][]=7&filter[owner][id][]=8&newFilterSyntax=true&count=true&page[size]=1",
            request.Query);
    }

    [Fact]
    public async Task A_value_of_a_sample_is_found_by_the_field_of_the_model()
    {
        await using ScriptedServer server = new(_ => Reply.Json(
            """{"data":[{"type":"account","id":7,"attributes":{"name":"Acme","numberOfEmployees":12,"custom1":null}}]}"""));
        using Accounts accounts = new(server.BaseAddress);
        SampledRecord record = Assert.Single(await accounts.SampleAsync(AccountFilter.Everything, 1));

        Assert.Equal("Acme", record.Get(Field.Name)?.GetString());
        Assert.Equal(12, record.Get(Field.NumberOfEmployees)?.GetInt64());
        Assert.Null(record.Get(Field.Custom1));
        Assert.Null(record.Get(Field.Industry));
        Assert.Equal(7, record.Get(Field.Id)?.GetInt64());
        Assert.Null(record.Get((Field)12));
    }

    [Fact]
    public async Task It_asks_by_the_clauses_that_the_action_sends()
    {
        await using ScriptedServer server = new(request => request.Method == "GET"
            ? Page("""{"count":3,"count_truncated":false}""")
            : Reply.Batch(9, "running", 2));
        using Accounts accounts = new(server.BaseAddress);
        AccountFilter filter = new()
        {
            Id = [1, 2], Name = FilterValue.NotNull, Named = true, Score = new() { AtLeast = 0.5 },
            UpdatedAt = new() { AtLeast = s_now, AtMost = s_now.AddDays(1) }, Owner = new() { Id = 7 },
        };
        await accounts.CountAsync(filter);
        await accounts.ModifyAsync(new() { Filter = filter }, new() { Custom1 = "x" });
        Assert.Equal(
            server.Received[1].Query.Split('&').Select(clause => clause.Replace("actionParams[filter]", "filter")),
            server.Received[0].Query.Split('&').Where(clause => clause.StartsWith("filter", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_call_is_counted_and_sampled_where_its_records_are()
    {
        await using ScriptedServer server = new(_ => Page("""{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress);
        AccountFilter filter = new() { Name = "Acme" };
        BulkCall call = Call("accounts", new ModifyParams { Filter = filter });
        BulkCall ofObjects = Call(
            "customObjects", new CustomObjectParams { Filter = new() { ["region"] = "EMEA" }, ObjectName = "vehicle" });
        Assert.Equal(3, (await accounts.Batches.CountAsync(call)).Count);
        await accounts.CountAsync(filter);
        Assert.NotEmpty(await accounts.Batches.SampleAsync(call, 5));
        await accounts.SampleAsync(filter, 5);
        await accounts.Batches.CountAsync(BulkCall.FromJson(ofObjects.ToJson()));
        Assert.Equal(
            server.Received.Take(4).Where((_, at) => at % 2 == 0).Select(request => (request.Path, request.Query)),
            server.Received.Take(4).Where((_, at) => at % 2 == 1).Select(request => (request.Path, request.Query)));
        Assert.Equal("/api/v2/customObjects/vehicle", server.Received[^1].Path);
    }

    [Fact]
    public async Task A_call_that_does_not_say_where_its_records_are_is_neither_counted_nor_sampled()
    {
        await using ScriptedServer server = new(_ => Page("""{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress);
        BulkCall call = Call(null, new ModifyParams { Filter = new() { Name = "Acme" } });
        foreach (Func<Task> ask in (Func<Task>[])[() => accounts.Batches.CountAsync(call), () => accounts.Batches.SampleAsync(call)])
            Assert.Contains("does not name the collection", (await Assert.ThrowsAsync<ArgumentException>(ask)).Message);
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("""{"count":0,"count_truncated":false}""", 0L, 0, false, false, "0 records")]
    [InlineData("""{"count":1,"count_truncated":false}""", 1L, 1, false, false, "1 record")]
    [InlineData("""{"count":"1999999"}""", 1_999_999L, 1_999_999, false, false, "1999999 records")]
    [InlineData(
        """{"count":2000000,"count_truncated":true}""", null, 2_000_000, true, false, "2000000 records or more, not counted to the end")]
    [InlineData("""{"count":2000000}""", null, 2_000_000, true, false, "2000000 records or more, not counted to the end")]
    [InlineData("""{"count":2000000,"count_truncated":false}""", 2_000_000L, 2_000_000, false, false, "2000000 records")]
    [InlineData("""{"count":0,"count_truncated":"true"}""", null, 0, false, true, "records not counted")]
    public async Task A_count_a_truncated_one_and_a_shed_one_are_told_apart(
        string meta, long? count, long atLeast, bool isTruncated, bool isShed, string text)
    {
        await using ScriptedServer server = new(_ => Page(meta, ""));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        RecordCount counted = await accounts.CountAsync(AccountFilter.Everything);
        Assert.Equal((count, atLeast, isTruncated, isShed), (counted.Count, counted.AtLeast, counted.IsTruncated, counted.IsShed));
        Assert.Equal(s_now, counted.CountedAt);
        Assert.Equal(text, counted.ToString());
    }

    [Theory]
    [InlineData("""{"count":0,"count_truncated":false}""")]
    [InlineData("""{"count":0}""")]
    public async Task A_zero_beside_a_record_is_no_count(string meta)
    {
        await using ScriptedServer server = new(_ => Page(meta));
        using Accounts accounts = new(server.BaseAddress);
        Assert.True((await accounts.CountAsync(AccountFilter.Everything)).IsShed);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"count":null,"count_truncated":false}""")]
    [InlineData("""{"count":-1,"count_truncated":false}""")]
    [InlineData("""{"count":1.5,"count_truncated":false}""")]
    public async Task An_answer_without_a_count_is_no_count_of_zero(string meta)
    {
        await using ScriptedServer server = new(_ => Page(meta, ""));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.Retries = 0);
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => accounts.CountAsync(AccountFilter.Everything));
        Assert.Contains("meta.count", error.Message);
    }

    [Fact]
    public async Task Every_record_must_be_written_out_here_too()
    {
        await using ScriptedServer server = new(_ => Page("""{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress);
        foreach (Func<Task> call in (Func<Task>[])
            [
                () => accounts.CountAsync(new()),
                () => accounts.SampleAsync(new()),
                () => accounts.CountAsync(null!),
                () => accounts.CountAsync(AccountFilter.Everything with { Name = "x" }),
                () => accounts.CountAsync("vehicle", new()),
            ])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(call);
        }

        Assert.Empty(server.Received);
        await accounts.CountAsync(AccountFilter.Everything);
        Assert.DoesNotContain("filter[", server.Received[0].Query);
    }

    [Fact]
    public async Task Ids_that_do_not_fit_the_request_line_are_asked_for_in_parts_each_once()
    {
        await using ScriptedServer server = new(_ => Page("""{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.MaximumRequestLine = 512);
        long[] ids = [.. Enumerable.Range(1, 50).Select(id => (long)id)];
        RecordCount count = await accounts.CountAsync(new() { Name = "Acme", Id = [.. ids, .. ids] });
        Assert.InRange(server.Received.Count, 2, 8);
        Assert.Equal(3 * server.Received.Count, count.Count);
        Assert.All(server.Received, request => Assert.InRange(request.LineLength, 1, 512));
        Assert.All(server.Received, request => Assert.Contains("filter[name]=Acme&", request.Query));
        Assert.Equal(
            ids.Select(id => $"filter[id][]={id}"),
            server.Received.SelectMany(request => request.Query.Split('&')).Where(clause => clause.StartsWith("filter[id]", StringComparison.Ordinal)));

        int before = server.Received.Count;
        Assert.Equal(2, (await accounts.SampleAsync(new() { Id = ids }, 2)).Count);
        Assert.Equal(2, server.Received.Count - before);
    }

    [Fact]
    public async Task A_part_that_is_not_counted_leaves_the_whole_without_a_count()
    {
        int asked = 0;
        await using ScriptedServer server = new(_ => Page(
            ++asked == 2 ? """{"count":0,"count_truncated":true}""" : """{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.MaximumRequestLine = 512);
        RecordCount count = await accounts.CountAsync(new() { Id = [.. Enumerable.Range(1, 50).Select(id => (long)id)] });
        Assert.True(count.IsShed);
        Assert.Null(count.Count);
    }

    [Fact]
    public async Task A_filter_that_fits_no_request_line_without_its_ids_is_refused()
    {
        await using ScriptedServer server = new(_ => Page("""{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.MaximumRequestLine = 512);
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => accounts.CountAsync(new() { Name = new string('x', 600), Id = [1, 2, 3] }));
        Assert.Contains("the limit is 512 (OutreachBulkOptions.MaximumRequestLine)", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_repeated_and_a_refusal_is_not()
    {
        int asked = 0;
        await using ScriptedServer server = new(_ => ++asked switch
        {
            1 => Reply.Html(502),
            2 => Reply.Json("""{"errors":[{"id":"rateLimitExceeded"}]}""", 429, "Retry-After: 20\r\n"),
            3 => Reply.Close,
            4 => Page("""{"count":3,"count_truncated":false}"""),
            _ => Reply.Json("""{"errors":[{"id":"invalidFilter"}]}""", 400),
        });
        VirtualTime time = new();
        using Accounts accounts = new(server.BaseAddress, time);
        RecordCount counted = await accounts.CountAsync(new() { Named = true });
        Assert.Equal((3L, 4), (counted.Count, asked));
        Assert.True(counted.CountedAt >= s_now.AddSeconds(20), "the request budget's pause was kept");
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.SampleAsync(new() { Named = true }));
        Assert.Equal(5, asked);
    }

    [Fact]
    public async Task A_sample_gives_ids_and_attributes_of_as_many_as_were_asked_for()
    {
        await using ScriptedServer server = new(_ => Reply.Json(
            """{"data":[{"type":"account","id":"4","attributes":{"name":"Acme","named":true,"tags":["a"]}}"""
            + """,{"type":"account","id":9},{"type":"account","id":11}]}"""));
        using Accounts accounts = new(server.BaseAddress);
        IReadOnlyList<SampledRecord> sample = await accounts.SampleAsync(new() { Name = "Acme" }, 2);
        Assert.Equal([4, 9], sample.Select(record => record.Id));
        Assert.Equal("Acme", sample[0].Attributes["name"].GetString());
        Assert.Equal(["name", "named", "tags"], sample[0].Attributes.Keys);
        Assert.Empty(sample[1].Attributes);
        Assert.Equal("record 4", sample[0].ToString());
        Assert.Equal("filter[name]=Acme&newFilterSyntax=true&count=false&page[size]=2", server.Received[0].Query);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_001)]
    public async Task A_sample_of_an_impossible_size_is_refused(int size)
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => accounts.SampleAsync(AccountFilter.Everything, size));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Custom_objects_are_below_the_name_of_their_type()
    {
        await using ScriptedServer server = new(_ => Page("""{"count":3,"count_truncated":false}"""));
        using Accounts accounts = new(server.BaseAddress);
        await accounts.CountAsync("vehicle", new() { ["region"] = "EMEA" });
        await accounts.SampleAsync("vehicle", CustomObjectFilterOf(3));
        Assert.All(server.Received, request => Assert.Equal("/api/v2/customObjects/vehicle", request.Path));
        Assert.StartsWith("filter[region]=EMEA&", server.Received[0].Query, StringComparison.Ordinal);

        static CustomObjectFilter CustomObjectFilterOf(long id) => new() { Id = id };
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?x=1")]
    [InlineData("a%2Fb")]
    [InlineData(null)]
    public async Task A_type_s_name_that_would_change_the_address_is_refused(string? name)
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => accounts.CountAsync(name!, new() { Id = 1 }));
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("//elsewhere.example/accounts")]
    [InlineData("../accounts")]
    [InlineData("accounts?x=1")]
    [InlineData("")]
    [InlineData("https://elsewhere.example/accounts")]
    public async Task A_collection_elsewhere_is_refused(string path)
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => accounts.CountBelowAsync(path));
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData(1_000, 1, "990 to 1010: within 1 % of the 1000 counted at 2026-01-05 08:00:00Z", 990, 1_010)]
    [InlineData(150, 1, "149 to 151: within 1 % of the 150 counted at 2026-01-05 08:00:00Z", 149, 151)]
    [InlineData(99, 1, "exactly 99: within 1 % of the 99 counted at 2026-01-05 08:00:00Z", 99, 99)]
    [InlineData(1_000, 0, "exactly 1000: within 0 % of the 1000 counted at 2026-01-05 08:00:00Z", 1_000, 1_000)]
    [InlineData(1_000, 0.7, "993 to 1007: within 0.7 % of the 1000 counted at 2026-01-05 08:00:00Z", 993, 1_007)]
    [InlineData(7, 100, "0 to 14: within 100 % of the 7 counted at 2026-01-05 08:00:00Z", 0, 14)]
    [InlineData(0, 100, "exactly 0: within 100 % of the 0 counted at 2026-01-05 08:00:00Z", 0, 0)]
    public async Task Within_confirms_what_is_as_near_as_it_says_and_cancels_the_rest(
        long count, double percent, string allows, long least, long most)
    {
        Confirm policy = Confirm.Within(percent, of: RecordCount.Of(count, s_now));
        Assert.Equal($"confirm {allows}", policy.ToString());
        foreach (long matched in new[] { least, most }.Distinct())
            Assert.Equal("confirm", await DecisionAsync(policy, matched));
        foreach (long matched in new[] { least - 1, most + 1 }.Where(matched => matched >= 0))
        {
            Assert.Equal(
                $"Batch 9 matched {(matched == 1 ? "1 record" : $"{matched} records")}; the call allows {allows}. It was cancelled.",
                await DecisionAsync(policy, matched));
        }
    }

    [Fact]
    public void Within_of_the_largest_count_does_not_overflow() =>
        Assert.StartsWith(
            "confirm 0 to 9223372036854775807: ",
            Confirm.Within(100, RecordCount.Of(long.MaxValue, s_now)).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void Within_needs_a_count_that_is_one()
    {
        ArgumentException truncated = Assert.Throws<ArgumentException>(() => Confirm.Within(1, RecordCount.Truncated(2_000_000, s_now)));
        Assert.Contains("2000000 records or more, not counted to the end", truncated.Message);
        ArgumentException shed = Assert.Throws<ArgumentException>(() => Confirm.Within(100, RecordCount.Shed(s_now)));
        Assert.Contains("Count again later", shed.Message);
        Assert.Throws<ArgumentNullException>(() => Confirm.Within(1, null!));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Within_refuses_what_is_no_deviation(double percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Confirm.Within(percent, RecordCount.Of(1, s_now)));

    [Fact]
    public void A_count_for_a_test_double_cannot_contradict_itself()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordCount.Of(-1, s_now));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordCount.Truncated(0, s_now));
        Assert.Equal(RecordCount.Of(3, s_now), RecordCount.Of(3, s_now));
        Assert.NotEqual(RecordCount.Of(0, s_now), RecordCount.Shed(s_now));
    }

    // As the generator numbers them.
    private enum Field
    {
        Id = 926444256,
        Name = 221887974,
        NumberOfEmployees = 671093946,
        Industry = 312130495,
        Custom1 = 1212229005,
    }

    private static Reply Page(string meta, string records = """{"type":"account","id":1}""") =>
        Reply.Json($$"""{"data":[{{records}}],"meta":{{meta}} }""");

    private static BulkCall Call(string? collection, BulkActionParams actionParams) =>
        new(new("a", "batches/actions/a") { Collection = collection }, actionParams, new AccountModify { Custom1 = "x" });

    private static async Task<string> DecisionAsync(Confirm policy, long matched)
    {
        await using ScriptedServer server = new(request => Reply.Batch(
            9,
            request.Path.EndsWith("/cancel", StringComparison.Ordinal)
                ? "canceled"
                : request.Path.EndsWith("/confirm", StringComparison.Ordinal) ? "pending" : "confirming",
            matched));
        using Accounts accounts = new(server.BaseAddress);
        try
        {
            await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything, Confirm = policy }, new() { Custom1 = "x" });
            return server.Posts[^1].Path.Split('/')[^1];
        }
        catch (BatchOutOfBoundsException error)
        {
            return error.Message;
        }
    }
}
