using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Outreach.Bulk.Emulator;
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
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => AllActions.Calls[action](client));

        Received post = Assert.Single(server.Posts);
        Assert.Equal($"/api/v2/batches/actions/{action}", post.Path);
        Assert.Equal(server.Received[0].Connection, post.Connection);
        Assert.Equal(action, lost.Action);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Under_the_standard_resilience_and_hedging_handlers_a_lost_answer_is_one_batch_in_the_servers_books(bool isHtml)
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(
            new() { Accounts = 10, Prospects = 0 }, TestContext.Current.CancellationToken);
        emulator.Faults.Add(
            new FaultRule { Method = HttpMethod.Post, Times = 1 },
            isHtml ? EmulatorFault.HtmlPage(502, afterWork: true) : EmulatorFault.LoseResponse);
        ServiceCollection services = new();
        IHttpClientBuilder builder = services.AddOutreachBulk<OutreachClient>(options =>
        {
            options.BaseAddress = emulator.BaseAddress;
            options.AccessToken = (_, _) => new(emulator.AccessToken);
        });
        builder.AddStandardHedgingHandler().Configure(options => options.Hedging.Delay = TimeSpan.Zero);
        builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
        await using ServiceProvider provider = services.BuildServiceProvider();
        OutreachClient client = provider.GetRequiredService<OutreachClient>();
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => client.Accounts.AddTagsAsync(
            new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["once"] }, TestContext.Current.CancellationToken));

        PostedAction posted = Assert.Single(emulator.PostedActions);
        Assert.Equal(posted.BatchId, (await lost.FindAsync(TestContext.Current.CancellationToken)).Operation!.Id);
        Assert.Single(emulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public void There_is_a_call_for_each_of_the_23_actions() => Assert.Equal(23, AllActions.Calls.Count);
}
