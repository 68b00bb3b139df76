using System.Text.Json.Nodes;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>What a call sends, and where the ids travel.</summary>
public class RequestTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    [Fact]
    public async Task A_call_sends_one_POST_with_the_filter_inside_actionParams()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending", 2));
        using Accounts accounts = new(server.BaseAddress);
        await accounts.ModifyAsync(new() { Filter = new() { Id = [1, 2], Owner = new() { Id = 123 } } }, s_change);

        Received sent = Assert.Single(server.Received);
        Assert.Equal("/api/v2/batches/actions/accountsBulkModify", sent.Path);
        Assert.Equal("actionParams[filter][id][]=1&actionParams[filter][id][]=2&actionParams[filter][owner][id]=123", sent.Query);
        Assert.Equal("""{"data":{"attributes":{"custom1":"x"}}}""", sent.Body);
        Assert.Equal("application/vnd.api+json", sent.Headers["Content-Type"]);
        Assert.Equal($"Bearer {Accounts.Token}", sent.Headers["Authorization"]);
    }

    [Fact]
    public async Task Everything_is_sent_without_a_filter_and_only_when_written_out()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "confirming", 2));
        using Accounts accounts = new(server.BaseAddress);
        await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, s_change);
        Assert.Equal("/api/v2/batches/actions/accountsBulkModify", Assert.Single(server.Received).Target);
    }

    [Fact]
    public async Task Parameters_and_the_skip_travel_beside_the_filter()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress);
        await accounts.RunAsync(
            "customObjectBulkModify",
            new CustomObjectParams { Filter = new() { ["region"] = "EMEA & more" }, ObjectName = "renewal", SkipConfirmation = true },
            new CustomObjectModify { ["seats"] = 3 });
        Assert.Equal(
            "actionParams[filter][region]=EMEA & more&actionParams[objectName]=renewal&actionParams[skipConfirmation]=true",
            Assert.Single(server.Received).Query);
    }

    [Fact]
    public async Task A_POST_that_says_nothing_carries_content_all_the_same()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending", 1));
        using Accounts accounts = new(server.BaseAddress);
        await accounts.DestroyAsync(new() { Filter = new() { Id = 1 }, Consent = Consent.ToDestroyExactly(1) });
        Assert.Equal("""{"data":{"attributes":{}}}""", Assert.Single(server.Received).Body);
    }

    [Fact]
    public async Task Ids_too_many_for_the_request_line_travel_in_the_body_and_only_there()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "confirming", 1000));
        using Accounts accounts = new(server.BaseAddress);
        long[] ids = [.. Enumerable.Range(1, 1000).Select(id => (long)id)];
        await accounts.ModifyAsync(new() { Filter = new() { Id = ids } }, s_change);

        Received sent = Assert.Single(server.Received);
        Assert.Equal("", sent.Query);
        Assert.Equal(ids, JsonNode.Parse(sent.Body)!["data"]!["attributes"]!["ids"]!.AsArray().Select(id => id!.GetValue<long>()));
    }

    [Fact]
    public async Task The_request_line_never_exceeds_the_limit()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "confirming", 1));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.MaximumRequestLine = 600);
        for (int count = 1; count < 25; count++)
        {
            long[] ids = [.. Enumerable.Range(100_000, count).Select(id => (long)id)];
            await accounts.ModifyAsync(new() { Filter = new() { Id = ids } }, s_change);
        }

        Assert.All(server.Received, sent => Assert.InRange(sent.LineLength, 1, 600));
        Assert.Contains(server.Received, sent => sent.Query.Length > 0);
        Assert.Contains(server.Received, sent => sent.Query.Length == 0);
    }

    [Fact]
    public async Task Ids_too_many_for_the_line_are_refused_next_to_other_clauses()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress);
        long[] ids = [.. Enumerable.Range(1, 1000).Select(id => (long)id)];
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() =>
            accounts.ModifyAsync(new() { Filter = new() { Id = ids, Named = true } }, s_change));
        Assert.Contains("other clauses", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Ids_in_the_body_are_refused_when_confirmation_is_skipped()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress);
        long[] ids = [.. Enumerable.Range(1, 1000).Select(id => (long)id)];
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() =>
            accounts.ModifyAsync(new() { Filter = new() { Id = ids }, SkipConfirmation = true }, s_change));
        Assert.Contains("SkipConfirmation", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_filter_too_long_for_the_line_is_refused()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            accounts.ModifyAsync(new() { Filter = new() { Name = new string('x', 9000) } }, s_change));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task More_ids_than_the_limit_are_refused_with_both_figures()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress);
        long[] ids = [.. Enumerable.Range(1, 100_001).Select(id => (long)id)];
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() =>
            accounts.ModifyAsync(new() { Filter = new() { Id = ids } }, s_change));
        Assert.Contains("100001", error.Message);
        Assert.Contains("100000", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_modify_without_an_attribute_is_refused()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<ArgumentException>(() => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new()));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Attributes_that_are_null_send_nothing()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress);
        await Assert.ThrowsAsync<ArgumentNullException>(
            "attributes", async () => await accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, null!));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Parameters_too_long_for_the_line_are_refused_next_to_ids_in_the_body()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.MaximumRequestLine = 512);
        long[] ids = [.. Enumerable.Range(1, 100).Select(id => (long)id)];
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => accounts.RunAsync(
            "customObjectBulkModify",
            new CustomObjectParams { Filter = new() { Id = ids }, ObjectName = new string('x', 600) },
            new CustomObjectModify { ["seats"] = 1 }));
        Assert.Contains("512", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_destroying_action_refuses_to_skip_the_confirmation_that_its_consent_needs()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "finished", 5_000, 5_000));
        using Accounts accounts = new(server.BaseAddress);
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => accounts.DestroyAsync(
            new() { Filter = AccountFilter.Everything, SkipConfirmation = true, Consent = Consent.ToDestroyExactly(10) }));
        Assert.Contains("SkipConfirmation", error.Message);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task The_body_carries_a_type_where_the_option_says_so()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.Protocol.BodyType = "batch");
        await accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, s_change);
        Assert.Equal("""{"data":{"attributes":{"custom1":"x"}},"type":"batch"}""", Assert.Single(server.Received).Body);
    }

    [Fact]
    public void Consent_is_made_from_a_count_that_is_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Consent.ToDestroyExactly(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Consent.ToDestroyAtMost(-1));
        Assert.Throws<ArgumentNullException>(() => new DestroyParams { Filter = new() { Id = 1 }, Consent = null! });
    }
}
