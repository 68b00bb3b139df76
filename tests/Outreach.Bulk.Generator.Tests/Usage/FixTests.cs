using Microsoft.CodeAnalysis.CodeFixes;
using Outreach.Bulk.CodeFixes;
using Outreach.Bulk.Generator.Usage;
using Outreach.Bulk.Generator.Usage.Mappings;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What an editor offers, and what it makes of the code: one place, and all of a file where that is offered.</summary>
public class FixTests
{
    [Fact]
    public Task SkipConfirmation_is_removed() => UserCode.Fixes<SkippedConfirmationAnalyzer, RemoveSkipConfirmationFix>(
        """
        Use(new AccountsDestroyAllParams { Filter = selection, {|OB304:SkipConfirmation = true|}, Consent = Consent.ToDestroyExactly(5) });
        Use(new ProspectsPauseAllParams { Filter = ProspectFilter.Everything, {|OB305:SkipConfirmation = true|} });
        Use(new AccountsDestroyAllParams
        {
            Filter = selection,
            Consent = Consent.ToDestroyExactly(5),
            {|OB304:SkipConfirmation = true|},
        });
        Use(new AccountsDestroyAllParams
        {
            Filter = selection,
            Consent = Consent.ToDestroyExactly(5),
            {|OB304:SkipConfirmation = true|}
        });
        """,
        """
        Use(new AccountsDestroyAllParams { Filter = selection, Consent = Consent.ToDestroyExactly(5) });
        Use(new ProspectsPauseAllParams { Filter = ProspectFilter.Everything });
        Use(new AccountsDestroyAllParams
        {
            Filter = selection,
            Consent = Consent.ToDestroyExactly(5),
        });
        Use(new AccountsDestroyAllParams
        {
            Filter = selection,
            Consent = Consent.ToDestroyExactly(5)
        });
        """);

    [Fact]
    public Task A_start_is_awaited_and_its_operation_kept() => UserCode.Fixes<DroppedTaskAnalyzer, KeepOperationFix>(
        """
        // Tags them.
        {|OB306:outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] })|}; // all
        {|OB307:await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] })|};
        {|OB307:await outreach.Accounts.ImportAsync(CsvFile.At("a.csv"), new AccountMapping()).ConfigureAwait(false)|};
        {|OB306:outreach.Imports.BulkUpsertAsync([], new() { DupeMethod = DupeMethod.Skip })|};
        """,
        """
        // Tags them.
        BatchOperation operation = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] }); // all
        BatchOperation operation2 = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] });
        ImportOperation import = await outreach.Accounts.ImportAsync(CsvFile.At("a.csv"), new AccountMapping()).ConfigureAwait(false);
        IReadOnlyList<ImportOperation> imports = await outreach.Imports.BulkUpsertAsync([], new() { DupeMethod = DupeMethod.Skip });
        """);

    [Theory]
    [InlineData("void Start()\n{\n    {|OB306:outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|};\n}\n\nStart();")]
    [InlineData("if (text is null)\n    {|OB307:await outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|};")]
    [InlineData("{|OB306:outreach?.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })|};")]
    public Task Nothing_is_kept_where_nothing_can_be(string body) => UserCode.Fixes<DroppedTaskAnalyzer, KeepOperationFix>(body, body);

    [Fact]
    public Task An_operation_is_dropped_on_purpose() => UserCode.Fixes<DroppedTaskAnalyzer, DiscardOperationFix>(
        """
        // Tags them.
        {|OB307:await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] })|};
        {|OB307:await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["new"] })|};
        """,
        """
        // Tags them.
        _ = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] });
        _ = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["new"] });
        """);

    [Fact]
    public Task All_must_have_succeeded() => UserCode.Fixes<DroppedTaskAnalyzer, EnsureSucceededFix>(
        """
        {|OB308:await outreach.Batches.Attach(5).WaitForCompletionAsync()|};
        {|OB308:await outreach.Imports.Attach(5).WaitForCompletionAsync().ConfigureAwait(false)|};
        """,
        """
        (await outreach.Batches.Attach(5).WaitForCompletionAsync()).EnsureAllSucceeded();
        (await outreach.Imports.Attach(5).WaitForCompletionAsync().ConfigureAwait(false)).EnsureAllSucceeded();
        """);

    [Fact]
    public Task All_must_have_succeeded_behind_a_blocking_wait() => UserCode.Fixes<DroppedTaskAnalyzer, EnsureSucceededFix>(
        """
        {|OB308:outreach.Batches.Attach(5).WaitForCompletionAsync().GetAwaiter().GetResult()|};
        {|OB308:outreach.Batches.Attach(5).WaitForCompletionAsync().Wait()|};
        Func<Task> later = async () => {|OB308:await outreach.Batches.Attach(5).WaitForCompletionAsync()|};
        """,
        """
        outreach.Batches.Attach(5).WaitForCompletionAsync().GetAwaiter().GetResult().EnsureAllSucceeded();
        {|OB308:outreach.Batches.Attach(5).WaitForCompletionAsync().Wait()|};
        Func<Task> later = async () => (await outreach.Batches.Attach(5).WaitForCompletionAsync()).EnsureAllSucceeded();
        """);

    [Fact]
    public Task A_point_in_time_becomes_the_start_of_a_range() => UserCode.Fixes<ExactInstantAnalyzer, StartRangeFix>(
        """
        DateTimeOffset since = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        Use(new AccountFilter { UpdatedAt = {|OB316:since|} });
        Use(new AccountFilter
        {
            CreatedAt = {|OB316:since.AddDays(-1)|}, // since yesterday
            Named = true,
        });
        Use(new AccountFilter { UpdatedAt = {|OB316:[since]|} });
        """,
        """
        DateTimeOffset since = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        Use(new AccountFilter { UpdatedAt = new() { AtLeast = since } });
        Use(new AccountFilter
        {
            CreatedAt = new() { AtLeast = since.AddDays(-1) }, // since yesterday
            Named = true,
        });
        Use(new AccountFilter { UpdatedAt = {|OB316:[since]|} });
        """);

    [Theory]
    [InlineData("Func<int, Task> later = async _ => { {|OB307:await §|}; };")]
    [InlineData("Func<Task> later = async () => {|OB307:await §|};")]
    [InlineData("{|OB307:§.Wait()|};")]
    [InlineData("await Task.Run(() => {|OB307:§|});")]
    public Task Nothing_is_discarded_where_it_would_mean_something_else(string body)
    {
        string code = body.Replace("§", "outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })", StringComparison.Ordinal);
        return UserCode.Fixes<DroppedTaskAnalyzer, DiscardOperationFix>(code, code);
    }

    [Fact]
    public void Only_a_fix_that_nobody_needs_to_look_at_is_applied_to_all_at_once_and_by_dotnet_format() => Assert.Equal(
        [nameof(UseFieldFix)],
        typeof(UsageFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Where(type => ((CodeFixProvider)Activator.CreateInstance(type)!).GetFixAllProvider() is not null)
            .Select(type => type.Name));

    [Fact]
    public Task A_policy_is_added() => UserCode.Fixes<WaitWithoutPolicyAnalyzer, AddConfirmFix>(
        """
        BatchOperation one = await outreach.Accounts.AddTagsAsync(new() { Filter = selection }, new() { Tags = ["vip"] });
        BatchResult first = await {|OB309:one.WaitForCompletionAsync()|};
        BatchOperation two = await outreach.Prospects.PauseAllAsync(new()
        {
            Filter = ProspectFilter.Everything,
        });
        BatchResult second = await {|OB309:two.WaitForCompletionAsync()|};
        BatchOperation three = await outreach.Prospects.PauseAllAsync(new ProspectsPauseAllParams
        {
            Filter = ProspectFilter.Everything
        });
        BatchResult third = await {|OB309:three.WaitForCompletionAsync()|};
        """,
        """
        BatchOperation one = await outreach.Accounts.AddTagsAsync(new() { Filter = selection, Confirm = Confirm.AtMost(100) }, new() { Tags = ["vip"] });
        BatchResult first = await one.WaitForCompletionAsync();
        BatchOperation two = await outreach.Prospects.PauseAllAsync(new()
        {
            Filter = ProspectFilter.Everything,
            Confirm = Confirm.AtMost(100),
        });
        BatchResult second = await two.WaitForCompletionAsync();
        BatchOperation three = await outreach.Prospects.PauseAllAsync(new ProspectsPauseAllParams
        {
            Filter = ProspectFilter.Everything,
            Confirm = Confirm.AtMost(100)
        });
        BatchResult third = await three.WaitForCompletionAsync();
        """);

    [Fact]
    public Task A_read_only_entry_is_removed() => UserCode.Fixes<ReadOnlyMappingAnalyzer, RemoveMappingEntryFix>(
        """
        AccountMapping mapping = new() { ["created"] = {|OB421:AccountField.CreatedAt|}, ["name"] = AccountField.Name };
        mapping["updated"] = {|OB421:AccountField.UpdatedAt|};
        mapping["key"] = AccountField.CustomId;
        """,
        """
        AccountMapping mapping = new() { ["name"] = AccountField.Name };
        mapping["key"] = AccountField.CustomId;
        """);

    [Fact]
    public Task A_repeated_field_is_removed() => UserCode.Fixes<RepeatedFieldAnalyzer, RemoveMappingEntryFix>(
        """Use(new AccountMapping { ["name"] = AccountField.Name, {|OB422:["company"] = AccountField.Name|} });""",
        """Use(new AccountMapping { ["name"] = AccountField.Name });""");

    [Fact]
    public Task A_repeated_column_is_removed() => UserCode.Fixes<RepeatedHeaderAnalyzer, RemoveMappingEntryFix>(
        """
        Use(new AccountMapping
        {
            ["name"] = AccountField.Name,
            {|OB423:["name"] = AccountField.NaturalName|},
            ["domain"] = AccountField.Domain,
        });
        """,
        """
        Use(new AccountMapping
        {
            ["name"] = AccountField.Name,
            ["domain"] = AccountField.Domain,
        });
        """);

    [Fact]
    public Task A_read_only_entry_of_a_file_s_mapping_is_removed() => UserCode.Fixes<ReadOnlyMappingAnalyzer, RemoveMappingEntryFix>(
        """
        AccountsCsvMapping mapping = new() { [AccountsCsvHeader.CrmId] = {|OB421:AccountField.CreatedAt|}, [AccountsCsvHeader.CompanyName] = AccountField.Name };
        mapping[AccountsCsvHeader.CrmId] = {|OB421:AccountField.UpdatedAt|};
        mapping[AccountsCsvHeader.CrmId] = AccountField.CustomId;
        """,
        """
        AccountsCsvMapping mapping = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        mapping[AccountsCsvHeader.CrmId] = AccountField.CustomId;
        """);

    [Fact]
    public Task A_repeated_field_of_a_file_s_mapping_is_removed() => UserCode.Fixes<RepeatedFieldAnalyzer, RemoveMappingEntryFix>(
        """Use(new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name, {|OB422:[AccountsCsvHeader.CrmId] = AccountField.Name|} });""",
        """Use(new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name });""");

    [Fact]
    public Task A_repeated_column_of_a_file_s_mapping_is_removed() => UserCode.Fixes<RepeatedHeaderAnalyzer, RemoveMappingEntryFix>(
        """
        Use(new AccountsCsvMapping
        {
            [AccountsCsvHeader.CompanyName] = AccountField.Name,
            {|OB423:[AccountsCsvHeader.CompanyName] = AccountField.NaturalName|},
            [AccountsCsvHeader.CrmId] = AccountField.CustomId,
        });
        """,
        """
        Use(new AccountsCsvMapping
        {
            [AccountsCsvHeader.CompanyName] = AccountField.Name,
            [AccountsCsvHeader.CrmId] = AccountField.CustomId,
        });
        """);

    [Fact]
    public Task A_name_becomes_a_field_unless_that_is_read_only() => UserCode.Fixes<UncheckedFieldAnalyzer, UseFieldFix>(
        """
        AccountMapping mapping = new();
        {|OB425:mapping.AddUnchecked("key", "customId")|}; // ours
        {|OB425:mapping.AddUnchecked(text, "name")|};
        {|OB425:mapping.AddUnchecked("created", "createdAt")|};
        AccountsCsvMapping byColumn = new();
        {|OB425:byColumn.AddUnchecked(AccountsCsvHeader.CrmId, "customId")|};
        """,
        """
        AccountMapping mapping = new();
        mapping["key"] = AccountField.CustomId; // ours
        mapping[text] = AccountField.Name;
        {|OB425:mapping.AddUnchecked("created", "createdAt")|};
        AccountsCsvMapping byColumn = new();
        byColumn[AccountsCsvHeader.CrmId] = AccountField.CustomId;
        """);
}
