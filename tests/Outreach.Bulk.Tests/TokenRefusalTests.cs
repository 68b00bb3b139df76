using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Tests.CsvImports;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>
/// A 401 of the API proves that nothing ran: what acts is sent once more, with another token and in nobody's sight but the journal's.
/// Whatever proves less is never sent again.
/// </summary>
public class TokenRefusalTests
{
    private const string ApiErrors = """{"errors":[{"id":"unauthorized","title":"Unauthorized"}]}""";
    private const string GatewayError = """{"error":"invalid_token","description":"The token has expired"}""";

    private static readonly AccountModify s_change = new() { Custom1 = "x" };
    private static readonly ModifyParams s_one = new() { Filter = new() { Id = 1 } };

    [Theory]
    [InlineData(ApiErrors)]
    [InlineData(GatewayError)]
    public async Task A_bulk_action_that_is_refused_for_its_token_is_sent_once_more_with_another_one(string refusal)
    {
        InMemoryOperationJournal journal = new();
        await using ScriptedServer server = Refusing(Reply.Json(refusal, 401), Reply.Batch(7, "pending", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), Renewing(options => options.Journal = journal));
        BatchOperation operation = await accounts.ModifyAsync(s_one, s_change);
        Assert.Equal(7, operation.Id);
        Assert.Equal(["Bearer t1", "Bearer t2"], server.Posts.Select(post => post.Headers["Authorization"]));
        Assert.Equal(server.Posts[0].Body, server.Posts[1].Body);
        Assert.Equal(
            [JournalEvent.Starting, JournalEvent.NotStarted, JournalEvent.Starting, JournalEvent.Started],
            journal.Entries.Select(entry => entry.Event));
    }

    [Fact]
    public async Task The_second_attempt_is_charged_with_the_first()
    {
        InMemoryLedger ledger = new();
        await using ScriptedServer server = Refusing(Reply.Json(ApiErrors, 401), Reply.Batch(7, "pending", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), Renewing(options => options.RecordLedger = ledger));
        await accounts.ModifyAsync(s_one, s_change);
        Assert.Single(ledger.Reserved);
    }

    [Fact]
    public async Task The_start_of_an_import_is_sent_once_more_and_its_upload_is_not_lost()
    {
        int starts = 0;
        await using ImportServer server = new()
        {
            OnStart = _ => ++starts == 1 ? Reply.Json(ApiErrors, 401) : ImportServer.Import(31, "progressing"),
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), Renewing());
        ImportOperation operation = await accounts.ImportAsync(ImportTests.File, ImportTests.Mapping);
        Assert.Equal((31, 2), (operation.Id, starts));
        Assert.Single(server.Puts);
    }

    [Fact]
    public async Task Without_another_token_it_is_not_sent_again()
    {
        await using ScriptedServer server = Refusing(Reply.Json(ApiErrors, 401), Reply.Batch(7, "pending", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        OutreachApiException refusal = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Contains("Unauthorized", refusal.Message);
        Assert.Contains("The access token is missing, expired or not readable.", refusal.Message);
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task A_second_refusal_is_the_calls()
    {
        InMemoryOperationJournal journal = new();
        await using ScriptedServer server = new(_ => Reply.Json(ApiErrors, 401));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), Renewing(options => options.Journal = journal));
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Equal(2, server.Posts.Count);
        Assert.Equal(JournalEvent.NotStarted, journal.Entries[^1].Event);
    }

    [Fact]
    public async Task A_second_answer_that_is_lost_leaves_the_outcome_unknown()
    {
        await using ScriptedServer server = Refusing(Reply.Json(ApiErrors, 401), Reply.Close);
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), Renewing());
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Equal(2, server.Posts.Count);
    }

    [Theory]
    [InlineData("<html><title>Sign in</title></html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"data":{"id":7},"errors":[{"id":"unauthorized"}]}""")]
    public async Task A_401_that_is_not_the_APIs_proves_nothing_and_is_not_followed_by_a_second_send(string page)
    {
        await using ScriptedServer server = Refusing(Reply.Json(page, 401), Reply.Batch(7, "pending", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), Renewing());
        await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task What_reaches_people_is_never_sent_again()
    {
        await using ScriptedServer server = Refusing(Reply.Json(ApiErrors, 401), Reply.Batch(7, "pending", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime(), Renewing());
        await Assert.ThrowsAsync<OutreachApiException>(
            () => accounts.RunAsync("prospectsAddToSequence", new Calls.AnyOutboundParams(new AccountFilter { Id = 1 }), null));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task What_somebody_above_sent_more_than_once_is_not_sent_again()
    {
        await using ScriptedServer server = Refusing(Reply.Json(ApiErrors, 401), Reply.Batch(7, "pending", 1));
        int token = 0;
        ServiceCollection services = new();
        services
            .AddOutreachBulk<RegisteredClient>(options =>
            {
                RegisteredClient.Set(options, server);
                options.AccessToken = (_, _) => new($"t{++token}");
            })
            .AddHttpMessageHandler(() => new TwiceHandler());
        await using ServiceProvider provider = services.BuildServiceProvider();
        await Assert.ThrowsAsync<OutreachApiException>(() => RegisteredClient.Of(provider).ModifyAsync(s_one, s_change));
        Assert.Single(server.Posts);
    }

    [Fact]
    public async Task Nothing_that_acts_leaves_after_its_token_was_cancelled_whatever_a_handler_did_meanwhile()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending", 1));
        using CancellationTokenSource stop = new();
        using ServiceProvider services = RegisteredClient.Services(
            server, builder => builder.AddHttpMessageHandler(() => new EditingHandler(_ => stop.Cancel())));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RegisteredClient.Of(services).ModifyAsync(s_one, s_change, stop.Token));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Nothing_that_acts_leaves_after_its_time_was_up_by_either_clock()
    {
        // A machine that sleeps stops one clock and not the other.
        ShiftedTime clock = new(new VirtualTime());
        await using ScriptedServer server = new(_ => Reply.Batch(7, "pending", 1));
        using Accounts accounts = new(server.BaseAddress, clock, options => options.AccessToken = (_, _) =>
        {
            clock.Ahead = TimeSpan.FromHours(1);
            return new("t");
        });
        OutreachConnectionException late =
            await Assert.ThrowsAsync<OutreachConnectionException>(() => accounts.ModifyAsync(s_one, s_change));
        Assert.Contains("was not sent", late.Message);
        Assert.Empty(server.Received);
    }

    private static ScriptedServer Refusing(Reply refusal, Reply answer)
    {
        int posts = 0;
        return new(_ => ++posts == 1 ? refusal : answer);
    }

    private static Action<OutreachBulkOptions> Renewing(Action<OutreachBulkOptions>? more = null) => options =>
    {
        options.AccessToken = (context, _) => new(context.RejectedToken is null ? "t1" : "t2");
        more?.Invoke(options);
    };

    private sealed class TwiceHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class InMemoryLedger : IRecordLedger
    {
        public List<string> Reserved { get; } = [];

        public ValueTask<RecordAllowance> ReserveAsync(string key, long records, CancellationToken cancellationToken)
        {
            Reserved.Add(key);
            return new(new RecordAllowance(true, 1_000, null));
        }

        public ValueTask SettleAsync(string key, long records, CancellationToken cancellationToken) => default;
    }
}
