using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>A read carries the media type, with the length that .NET writes beside it, unless an option leaves both out.</summary>
public class BareReadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_read_has_media_type_and_length_or_neither(bool bare)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "pending"));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.Protocol.BareReads = bare);
        await accounts.Batches.Attach(1).RefreshAsync();
        Received read = Assert.Single(server.Received);
        Assert.Equal(!bare, read.Headers.ContainsKey("Content-Type"));
        Assert.Equal(!bare, read.Headers.ContainsKey("Content-Length"));
        Assert.False(read.Headers.ContainsKey("Transfer-Encoding"));
    }

    [Fact]
    public async Task A_bulk_action_keeps_its_body_and_is_sent_once_where_reads_are_bare()
    {
        await using ScriptedServer server = new(_ => Reply.Close);
        using Accounts accounts = new(server.BaseAddress, configure: options => options.Protocol.BareReads = true);
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Id = 1 } }, new() { Custom1 = "x" }));
        Assert.Contains("custom1", Assert.Single(server.Posts).Body);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(411, true)]
    [InlineData(404, false)]
    public async Task A_read_that_something_in_between_refuses_names_the_option(int status, bool named)
    {
        await using ScriptedServer server = new(_ => Reply.Html(status));
        using Accounts accounts = new(server.BaseAddress, configure: options => options.Retries = 0);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(7).RefreshAsync());
        Assert.Equal(named, error.Message.Contains("ProtocolOptions.BareReads", StringComparison.Ordinal));
    }
}
