using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>Law 2, for all actions.</summary>
public class SendOnceTests
{
    [Theory]
    [MemberData(nameof(AllActions.Names), MemberType = typeof(AllActions))]
    public async Task A_server_that_reads_the_request_and_closes_sees_one_POST_and_the_outcome_is_unknown(string action)
    {
        // The read makes the connection a reused one: on such a one .NET resends a POST that has no content.
        await using ScriptedServer server = new(request => request.Method == "GET" ? Reply.Batch(1, "finished") : Reply.Close);
        OutreachClient client = Client.Over(server.BaseAddress, "token");
        await client.Batches.Attach(1).RefreshAsync();
        OutcomeUnknownException lost = await Assert.ThrowsAsync<OutcomeUnknownException>(() => AllActions.Calls[action](client));

        Received post = Assert.Single(server.Posts);
        Assert.Equal($"/api/v2/batches/actions/{action}", post.Path);
        Assert.Equal(server.Received[0].Connection, post.Connection);
        Assert.Equal(action, lost.Outcome.Action);
    }

    [Fact]
    public void There_is_a_call_for_each_of_the_23_actions() => Assert.Equal(23, AllActions.Calls.Count);
}
