using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>What takes a client can be tested without one: doubles stand in for its groups, and nothing leaves by itself.</summary>
public class DoubleTests
{
    [Fact]
    public async Task A_group_of_a_client_can_be_replaced_by_a_double()
    {
        FakeAccounts accounts = new();
        Tagging tagging = new(new OutreachClient(OutreachBulkConnection.None) { Accounts = accounts });

        Assert.Equal(OperationOutcome.CompletedWithFailures, await tagging.RunAsync("vip"));
        Assert.Equal(["vip"], accounts.Tags);
    }

    [Fact]
    public void Batches_and_imports_can_be_replaced_too()
    {
        FakeBatches batches = new();
        FakeImports imports = new();
        OutreachClient outreach = new(OutreachBulkConnection.None) { Batches = batches, Imports = imports };

        Assert.Equal(5, outreach.Batches.Attach(5).Id);
        Assert.Same(imports, outreach.Imports);
    }

    [Fact]
    public void What_no_double_was_given_for_says_so_and_sends_nothing()
    {
        OutreachClient outreach = new(OutreachBulkConnection.None) { Accounts = new FakeAccounts() };
        outreach.Connection.Dispose();

        Assert.All(
            new (string Group, Func<object> Call)[]
            {
                ("ProspectsActions", () => outreach.Prospects.CountAsync(ProspectFilter.Everything)),
                ("FakeAccounts", () => outreach.Accounts.CountAsync(AccountFilter.Everything)),
                ("BatchCollection", () => outreach.Batches.Attach(1)),
                ("ImportsActions", () => outreach.Imports.Attach(1)),
            },
            test => Assert.StartsWith(
                $"{test.Group} has no connection, so nothing was sent. In a test, override the method that was called",
                Assert.Throws<InvalidOperationException>(() => { test.Call(); }).Message));
    }

    [Fact]
    public void Every_group_of_a_client_is_registered_with_it()
    {
        ServiceCollection services = new();
        services.AddOutreachBulk<OutreachClient>(options => options.AccessToken = (_, _) => new("t"));
        using ServiceProvider provider = services.BuildServiceProvider();
        OutreachClient outreach = provider.GetRequiredService<OutreachClient>();

        Assert.All(
            typeof(OutreachClient).GetProperties().Where(property => property.Name != nameof(OutreachClient.Connection)),
            group => Assert.Same(group.GetValue(outreach), provider.GetRequiredService(group.PropertyType)));
    }

    [Fact]
    public async Task A_function_answers_the_actions_of_a_fake_connection_and_gets_their_calls()
    {
        List<BulkCall> calls = [];
        OutreachClient outreach = new(OutreachBulkConnection.Fake(call =>
        {
            calls.Add(call);
            return Ended(5);
        }));

        Assert.Equal(OperationOutcome.CompletedWithFailures, await new Tagging(outreach).RunAsync("vip"));
        await outreach.Batches.StartAsync(calls[0], cancellationToken: TestContext.Current.CancellationToken);
        BulkCall expected = BulkCall.Of(
            new AccountAddTagsParams { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(10) },
            new AccountAddTagsAttributes { Tags = ["vip"] });
        Assert.Equal([expected, expected], calls);
    }

    [Fact]
    public async Task A_fake_connection_refuses_what_a_real_one_refuses_and_answers_nothing_else()
    {
        OutreachClient outreach = new(OutreachBulkConnection.Fake(_ => throw BatchOutcomeUnknownException.Create("accountAddTags")));
        CancellationToken none = TestContext.Current.CancellationToken;

        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() => new Tagging(outreach).RunAsync("vip"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => outreach.Accounts.AddTagsAsync(null!, new() { Tags = ["vip"] }, none));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => outreach.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = ["vip"] }, new(canceled: true)));
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => outreach.Accounts.CountAsync(AccountFilter.Everything, none),
            () => outreach.Batches.Attach(5).RefreshAsync(none),
            () => outreach.Connection.GetIdentityAsync(none),
            () => outreach.Accounts.ImportAsync(
                CsvFile.From("name\nAcme\n"u8.ToArray(), "a.csv"), new() { ["name"] = AccountField.Name }, cancellationToken: none),
        })
        {
            Assert.Contains("answers bulk actions only", (await Assert.ThrowsAsync<InvalidOperationException>(call)).Message);
        }
    }

    private sealed class Tagging(OutreachClient outreach)
    {
        public async Task<OperationOutcome> RunAsync(string tag)
        {
            BatchOperation operation = await outreach.Accounts.AddTagsAsync(
                new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(10) }, new() { Tags = [tag] });
            return (await operation.WaitForCompletionAsync()).Outcome;
        }
    }

    private sealed class FakeAccounts : AccountsActions
    {
        public IReadOnlyList<string> Tags { get; private set; } = [];

        public override Task<BatchOperation> AddTagsAsync(
            AccountAddTagsParams actionParams, AccountAddTagsAttributes attributes, CancellationToken cancellationToken = default)
        {
            Tags = attributes.Tags;
            return Task.FromResult(Ended(5));
        }
    }

    private sealed class FakeBatches : BatchCollection
    {
        public override BatchOperation Attach(long id) => Ended(id);
    }

    private sealed class FakeImports : ImportsActions;

    private static BatchOperation Ended(long id) =>
        BatchOperation.Create(new() { Id = id, State = OperationState.Finished, Total = 2, Failures = 1 });
}
