using System.Text.RegularExpressions;
using Outreach.Bulk.Generator.Usage;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What a call, its policy and its end are told.</summary>
public partial class CallRuleTests
{
    [Fact]
    public Task Skipping_the_confirmation_is_reported_where_nothing_can_be_undone() => UserCode.Reports<SkippedConfirmationAnalyzer>(
        """
        const bool Yes = true;
        bool maybe = given.Length > 5;
        Use(new AccountsDestroyAllParams { Filter = selection, Consent = Consent.ToDestroyExactly(5), {|OB304:SkipConfirmation = true|} });
        Use(
            new CustomObjectBulkDeleteParams
            {
                Filter = new() { Id = 5 },
                ObjectName = "car",
                Consent = Consent.ToDestroyExactly(5),
                {|OB304:SkipConfirmation = Yes|}
            });
        bool yes = true;
        bool changed = true;
        changed = given.Length > 5;
        Use(new AccountsDestroyAllParams { Filter = selection, Consent = Consent.ToDestroyExactly(5), {|OB304:SkipConfirmation = yes|} });
        Use(new AccountsDestroyAllParams { Filter = selection, Consent = Consent.ToDestroyExactly(5), SkipConfirmation = changed });
        Use(new ProspectsPauseAllParams { Filter = new() { Id = 5 }, {|OB305:SkipConfirmation = yes|} });
        await outreach.Prospects.AddToSequenceAsync(
            new() { Filter = new() { Id = 5 }, {|OB305:SkipConfirmation = true|} }, new() { SequenceId = 1, MailboxId = 2 });
        await outreach.Prospects.FinishAllAsync(new() { Filter = new() { Id = 5 }, {|OB305:SkipConfirmation = true|} });
        await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 }, {|OB305:SkipConfirmation = true|} });
        ProspectsPauseAllParams pausing = new() { Filter = new() { Id = 5 } };
        Use(pausing with { {|OB305:SkipConfirmation = true|} });

        Use(new AccountAddTagsParams { Filter = selection, SkipConfirmation = true });
        Use(new AccountsDestroyAllParams { Filter = selection, Consent = Consent.ToDestroyExactly(5), SkipConfirmation = false });
        Use(new AccountsDestroyAllParams { Filter = selection, Consent = Consent.ToDestroyExactly(5), SkipConfirmation = maybe });
        """);

    [Fact]
    public Task A_start_that_nobody_awaits_is_a_warning() => UserCode.Reports<DroppedTaskAnalyzer>(
        """
        {|OB306:outreach.Accounts.DestroyAllAsync(new() { Filter = selection, Consent = Consent.ToDestroyExactly(5) })|};
        {|OB306:outreach?.Accounts.ImportAsync(CsvFile.At("a.csv"), new AccountMapping { ["name"] = AccountField.Name })|};
        {|OB306:outreach.Imports.BulkUpsertAsync([], new() { DupeMethod = DupeMethod.Skip }).ConfigureAwait(false)|};
        {|OB306:outreach.Batches.StartAsync(BulkCall.FromJson("{}"))|};

        _ = {|OB314:outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|};
        Task<BatchOperation> pausing = outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } });
        Func<Task> later = () => outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } });
        Action now = () => {|OB306:outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|};
        outreach.Batches.Attach(5);
        await Task.WhenAll({|OB307:outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|}, pausing);
        Task.Delay(5);
        outreach.Accounts.Received().AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] });
        """);

    [Fact]
    public Task An_operation_that_is_dropped_is_a_hint() => UserCode.Reports<DroppedTaskAnalyzer>(
        """
        {|OB307:await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|};
        {|OB307:await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } }).ConfigureAwait(false)|};
        {|OB307:await outreach.Imports.BulkUpsertAsync([], new() { DupeMethod = DupeMethod.Skip })|};

        _ = await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } });
        BatchOperation kept = await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } });
        long id = (await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })).Id;
        Func<Task> later = async () => {|OB307:await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|};
        await kept.RefreshAsync();
        """);

    [Fact]
    public Task An_outcome_that_nobody_looks_at_is_a_hint() => UserCode.Reports<DroppedTaskAnalyzer>(
        """
        BatchOperation batch = outreach.Batches.Attach(5);
        ImportOperation import = outreach.Imports.Attach(5);
        {|OB308:await batch.WaitForCompletionAsync()|};
        {|OB308:await batch.WaitForCompletionAsync().ConfigureAwait(false)|};
        {|OB308:await import.WaitForCompletionAsync()|};
        {|OB308:await outreach.Batches.Attach(5).WaitForCompletionAsync()|};

        BatchResult result = await batch.WaitForCompletionAsync();
        (await batch.WaitForCompletionAsync()).EnsureAllSucceeded();
        _ = await batch.WaitForCompletionAsync();
        Func<Task> later = async () => {|OB308:await batch.WaitForCompletionAsync()|};
        await batch.Received().WaitForCompletionAsync();
        """);

    [Fact]
    public Task Who_looks_at_the_operation_looks_at_its_end() => UserCode.Reports<DroppedTaskAnalyzer>(
        """
        BatchOperation batch = outreach.Batches.Attach(5);
        await batch.WaitForCompletionAsync();
        Console.WriteLine(batch.Latest);
        """);

    [Fact]
    public Task A_wait_without_a_policy_is_a_hint() => UserCode.Reports<WaitWithoutPolicyAnalyzer>(
        """
        BatchOperation tagging = await outreach.Accounts.AddTagsAsync(new() { Filter = new() { Named = true } }, new() { Tags = ["vip"] });
        Console.WriteLine(tagging.Id);
        BatchResult tagged = await {|OB309:tagging.WaitForCompletionAsync()|};
        BatchResult paused =
            await {|OB309:(await outreach.Prospects.PauseAllAsync(new() { Filter = ProspectFilter.Everything })).WaitForCompletionAsync()|};
        AccountAddTagsParams begun = new() { Filter = selection };
        BatchOperation again = await outreach.Accounts.AddTagsAsync(begun with { Filter = new() { Id = given } }, new() { Tags = ["vip"] });
        BatchResult done = await {|OB309:again.WaitForCompletionAsync()|};
        """);

    [Theory]
    [InlineData("Filter = selection, Confirm = Confirm.AtMost(500)")]
    [InlineData("Filter = selection, SkipConfirmation = true")]
    [InlineData("Filter = new() { Id = [1, 2, 3] }")]
    [InlineData("Filter = new() { Id = 5 }")]
    public Task A_wait_with_a_policy_or_for_a_few_ids_is_none(string members) => UserCode.Reports<WaitWithoutPolicyAnalyzer>(
        $$"""
        BatchOperation tagging = await outreach.Accounts.AddTagsAsync(new() { {{members}} }, new() { Tags = ["vip"] });
        BatchResult tagged = await tagging.WaitForCompletionAsync();
        """);

    [Fact]
    public Task A_wait_that_somebody_is_ready_for_is_none() => UserCode.Reports<WaitWithoutPolicyAnalyzer>(
        """
        BatchOperation first = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] });
        try
        {
            BatchResult result = await first.WaitForCompletionAsync();
        }
        catch (OutreachBulkException)
        {
        }

        BatchOperation second = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] });
        if (second.Latest!.MatchedCount < 500)
            await second.ConfirmAsync();
        BatchResult confirmed = await second.WaitForCompletionAsync();

        BatchOperation third = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] });
        Use(third);
        BatchResult used = await third.WaitForCompletionAsync();

        AccountAddTagsParams made = Make();
        BatchOperation fourth = await outreach.Accounts.AddTagsAsync(made, new() { Tags = ["vip"] });
        BatchResult unseen = await fourth.WaitForCompletionAsync();

        BatchOperation destroying = await outreach.Accounts.DestroyAllAsync(
            new() { Filter = selection, Consent = Consent.ToDestroyAtMost(5) });
        BatchResult destroyed = await destroying.WaitForCompletionAsync();
        ImportResult imported = await (await outreach.Accounts.ImportAsync(CsvFile.At("a.csv"), new AccountMapping()))
            .WaitForCompletionAsync();

        AccountAddTagsParams Make() => new() { Filter = selection, Confirm = Confirm.Always };
        """);

    [Fact]
    public Task A_wait_that_is_expected_to_ask_is_none() => UserCode.Reports<WaitWithoutPolicyAnalyzer>(
        """
        BatchOperation asking = await outreach.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = ["vip"] });
        await Throws<ConfirmationRequiredException>(() => asking.WaitForCompletionAsync());

        static Task Throws<TException>(Func<Task> action) => action();
        """);

    [Fact]
    public async Task Statements_of_a_program_are_seen_together()
    {
        string[] problems = [.. await DocumentedCode.BuildAsync(
            """
            ```csharp
            using Acme.OutreachApi;
            using Outreach.Bulk;

            OutreachClient outreach = new(new OutreachBulkOptions { AccessToken = (_, _) => new("t") });
            AccountFilter nothing = new(), some = new();
            some = some with { Id = 5 };
            BatchOperation first = await outreach.Accounts.AddTagsAsync(new() { Filter = nothing }, new() { Tags = ["vip"] });
            await first.WaitForCompletionAsync();
            BatchOperation second = await outreach.Accounts.AddTagsAsync(new() { Filter = some }, new() { Tags = ["vip"] });
            await second.ConfirmAsync();
            await second.WaitForCompletionAsync();
            Console.WriteLine(second.Latest);
            ```
            """)];
        Assert.Equal(["OB301", "OB308", "OB309"], problems.Select(problem => OneRule().Match(problem).Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ToDestroyAtMost({|OB312:int.MaxValue|})")]
    [InlineData("ToDestroyAtMost({|OB312:long.MaxValue|})")]
    [InlineData("ToDestroyAtMost({|OB312:100_000|})")]
    [InlineData("ToDestroyExactly({|OB312:100_001|})")]
    [InlineData("ToDestroyExactly({|OB312:0|})")]
    [InlineData("ToDestroyExactly(100_000)")]
    [InlineData("ToDestroyAtMost(99_999)")]
    [InlineData("ToDestroyAtMost(1)")]
    [InlineData("ToDestroyAtMost(given.Length)")]
    [InlineData("ToDestroyAtMost({|OB312:most|})")]
    [InlineData("ToDestroyExactly({|OB312:none|})")]
    [InlineData("ToDestroyExactly(some)")]
    public Task A_consent_that_is_no_count_is_a_warning(string consent) => UserCode.Reports<ConsentCountAnalyzer>(
        $"long most = 100_000; int none = 0, some = 0; some = given.Length; Use(Consent.{consent}); Use(some);");

    [Theory]
    [InlineData("ToDestroyAtMost(300_000)")]
    [InlineData("ToDestroyExactly(300_000)")]
    [InlineData("ToDestroyAtMost({|OB312:int.MaxValue|})")]
    [InlineData("ToDestroyExactly({|OB312:0|})")]
    public Task A_call_as_a_value_may_become_a_job_over_more_records_than_a_batch_takes(string consent) => UserCode.Reports<ConsentCountAnalyzer>(
        $"Use(BulkCall.Of(new AccountsDestroyAllParams {{ Filter = new() {{ Named = false }}, Consent = Consent.{consent} }}));");

    [GeneratedRegex("OB[0-9]{3}")]
    private static partial Regex OneRule();
}
