using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 5: what can be understood is read, and what cannot is an error of this library.</summary>
public class AnswerTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };
    private static readonly ModifyParams s_one = new() { Filter = new() { Id = 1 } };

    [Theory]
    [InlineData("""{"data":[{"type":"batch","id":5,"attributes":{"state":"pending"}}]}""")]
    [InlineData("""{"data":{"type":5,"id":5,"attributes":{"state":"pending"}}}""")]
    [InlineData("""{"data":{"type":["batch"],"id":5,"attributes":{"state":"pending"}},"links":[],"errors":{}}""")]
    [InlineData("""{"data":{"id":5,"attributes":{"state":"pending"}},"errors":[{"id":"some.warning"}]}""")]
    [InlineData(
        """{"data":{"id":5,"attributes":{"state":"pending","action":"\ud800","\udc00":"\\ud800\udfff"}"""
        + ""","relationships":{"creator":{"data":{"id":"\ud800"}}}}}""")]
    [InlineData("\uFEFF{\"data\":{\"id\":5,\"attributes\":{\"state\":\"pending\"}}}")]
    public async Task A_batch_that_can_be_read_is_not_lost_to_an_odd_form(string body)
    {
        await using ScriptedServer server = new(_ => Reply.Json(body));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(s_one, s_change);
        Assert.Equal((5, OperationState.Pending), (operation.Id, operation.Latest!.State));
    }

    [Theory]
    [InlineData("""{"data":{"id":5,"attributes":[]}}""")]
    [InlineData("""{"data":{"id":5,"attributes":"none"}}""")]
    public async Task A_batch_whose_attributes_are_no_object_keeps_its_id(string body)
    {
        await using ScriptedServer server = new(_ => Reply.Json(body));
        using Accounts accounts = new(server.BaseAddress);
        Assert.Equal(5, (await accounts.ModifyAsync(s_one, s_change)).Id);
    }

    [Fact]
    public async Task A_batch_with_a_byte_that_is_no_text_is_not_lost()
    {
        byte[] body = [.. """{"data":{"id":5,"attributes":{"state":"pending","action":"a"""u8, 0xFF, .. "\"}}}"u8];
        await using ScriptedServer server = new(_ => Reply.Raw(body));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = await accounts.ModifyAsync(s_one, s_change);
        Assert.Equal("a\uFFFD", operation.Latest!.Action);
    }

    [Fact]
    public async Task A_batch_with_a_deep_echo_is_not_lost_and_its_texts_can_be_read()
    {
        string deep = new string('[', 500) + "\"\\ud800\"" + new string(']', 500);
        await using ScriptedServer server = new(
            _ => Reply.Json($$"""{"data":{"id":5,"attributes":{"payload":{{deep}},"mood":"\udc00 \ud83d\ude00"} } }"""));
        using Accounts accounts = new(server.BaseAddress);
        Batch batch = await accounts.Batches.Attach(5).RefreshAsync();
        Assert.NotNull(batch.Payload);
        Assert.Equal("\uFFFD \U0001F600", batch.OtherAttributes["mood"].GetString());
    }

    [Theory]
    [InlineData(@"\ud83d\ude00", "\U0001F600")]
    [InlineData(@"\uD800\uD83D\uDE00", "\uFFFD\U0001F600")]
    [InlineData(@"\udc00\u0041\ud800", "\uFFFDA\uFFFD")]
    [InlineData(@"\\ud800", @"\ud800")]
    [InlineData(@"\\\ud800\\", "\\\uFFFD\\")]
    public async Task Only_the_broken_half_of_a_pair_is_replaced(string written, string read)
    {
        await using ScriptedServer server = new(_ => Reply.Json($$"""{"data":{"id":5,"attributes":{"action":"{{written}}"} } }"""));
        using Accounts accounts = new(server.BaseAddress);
        Assert.Equal(read, (await accounts.Batches.Attach(5).RefreshAsync()).Action);
    }

    [Fact]
    public async Task Nothing_but_this_librarys_errors_escapes_an_odd_answer_to_a_read()
    {
        Reply[] replies =
        [
            Reply.Json(""), Reply.Json("null"), Reply.Json("[]"), Reply.Json("{}"), Reply.Json("5"), Reply.Html(200), Reply.Html(503),
            Reply.Json("""{"data":null}"""), Reply.Json("""{"data":[null]}"""), Reply.Json("""{"data":{"id":"abc"}}"""),
            Reply.Json("""{"data":[{"id":1},{"id":2}]}"""),
            Reply.Json("""{"errors":[null]}"""), Reply.Json("""{"errors":[null]}""", 422), Reply.Json("""{"errors":[null]}""", 500),
            Reply.Json("""{"errors":[{"id":"a","source":{"pointer":"\ud800"}}]}""", 422), Reply.Json("""{"errors":{"id":"\udc00"}}""", 500),
            Reply.Json(new string('[', 2_000)), Reply.Raw([0xFF, 0xFE]), Reply.Redirect("/x", 301), Reply.Redirect("/x", 304),
            Reply.CutOff(Reply.BatchText(1, "pending")), Reply.CutOffChunk(Reply.BatchText(1, "pending")), Reply.Close,
        ];
        foreach (Reply reply in replies)
        {
            await using ScriptedServer server = new(_ => reply);
            using Accounts accounts = new(server.BaseAddress, configure: options => options.Retries = 0);
            await Assert.ThrowsAnyAsync<OutreachBulkException>(() => accounts.Batches.Attach(1).RefreshAsync());
        }
    }

    [Theory]
    [InlineData("""{"data":[null,{"id":1},5]}""", 1)]
    [InlineData("""{"data":{"id":1}}""", 1)]
    [InlineData("""{"data":[{"id":1}],"links":[]}""", 1)]
    [InlineData("""{"data":[{"id":1}],"links":{"next":null}}""", 1)]
    [InlineData("""{"data":[]}""", 0)]
    public async Task A_page_that_can_be_read_is(string body, int items)
    {
        await using ScriptedServer server = new(_ => Reply.Json(body));
        using Accounts accounts = new(server.BaseAddress);
        Assert.Equal(items, await CountAsync(accounts));
    }

    [Fact]
    public async Task Nothing_but_this_librarys_errors_escapes_an_odd_page()
    {
        Reply[] replies =
        [
            Reply.Json("""{"data":[],"links":{"next":"http://[bad"}}"""),
            Reply.Json("""{"data":[],"links":{"next":"javascript:alert(1)"}}"""),
            Reply.Json("""{"data":[{"id":1}],"errors":[{"id":"half.a.page"}]}"""), Reply.Json("""{"errors":[null]}"""), Reply.Json("{}"),
            Reply.Json("""{"data":null}"""), Reply.Json("""{"data":"none"}"""), Reply.Json("[]"), Reply.Html(200),
            Reply.CutOff("""{"data":[{"id":1}]}"""), Reply.CutOffChunk("""{"data":[{"id":1}]}"""),
        ];
        foreach (Reply reply in replies)
        {
            await using ScriptedServer server = new(_ => reply);
            using Accounts accounts = new(server.BaseAddress, configure: options => options.Retries = 0);
            await Assert.ThrowsAnyAsync<OutreachBulkException>(() => CountAsync(accounts));
        }
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"href\":\"\\ud800\"}")]
    public async Task A_next_link_with_half_a_surrogate_pair_breaks_no_list(string link)
    {
        await using ScriptedServer server = new(request => Reply.Json(request.Path.EndsWith("batchItems", StringComparison.Ordinal)
            ? $$"""{"data":[{"id":1}],"links":{"next":{{link}} } }"""
            : """{"data":[]}"""));
        using Accounts accounts = new(server.BaseAddress);
        Assert.Equal(1, await CountAsync(accounts));
    }

    [Theory]
    [InlineData("http://user:pass@HOST/api/v2/x")]
    [InlineData("https://HOST/api/v2/x")]
    [InlineData("//other.example/api/v2/x")]
    [InlineData("http://HOST.other.example/x")]
    public async Task The_token_does_not_follow_a_link_away_from_the_base_address(string link)
    {
        await using ScriptedServer server = new(request => Reply.Json(
            $$"""{"data":[],"links":{"next":"{{link.Replace("HOST", request.Headers["Host"], StringComparison.Ordinal)}}"} }"""));
        using Accounts accounts = new(server.BaseAddress);
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(() => CountAsync(accounts));
        Assert.DoesNotContain("pass", error.Message);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("confirm", "running")]
    [InlineData("cancel", "canceled")]
    public async Task A_decision_answered_with_a_page_of_HTML_is_looked_at_and_not_asked_again(string decision, string state)
    {
        await using ScriptedServer server = new(request => request.Method == "GET" ? Reply.Batch(1, state, 5) : Reply.Html(200));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation operation = accounts.Batches.Attach(1);
        await operation.RefreshAsync();
        Batch batch = await (decision == "confirm" ? operation.ConfirmAsync() : operation.CancelAsync());
        Assert.Equal(state, batch.State.Value);
        Assert.Single(server.Posts);
    }

    private static async Task<int> CountAsync(Accounts accounts)
    {
        int count = 0;
        await foreach (BatchItem _ in accounts.Batches.Attach(1).GetItemsAsync())
            count++;
        return count;
    }
}
