using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the user writes, against what the packaged description becomes.</summary>
public class CallTests
{
    [Fact]
    public void The_call_of_the_guide_compiles() => Checks.CompilesWithoutWarning(Compile(
        """
        BatchOperation edit = await outreach.Accounts.BulkModifyAsync(
            new() { Filter = new() { Id = [1, 2, 3], Owner = new() { Id = 123 } }, Confirm = Confirm.AtMost(5_000) },
            new() { Custom1 = "edit from bulk", NumberOfEmployees = 250, Industry = Clear.Value });
        BatchOperation again = outreach.Batches.Attach(edit.Id);
        """));

    [Theory]
    [InlineData(
        "await outreach.Accounts.DestroyAllAsync(new() { Filter = new() { Name = \"x\" }, Consent = Consent.ToDestroyExactly(3) });")]
    [InlineData(
        "await outreach.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = [\"vip\"] }, "
            + "CancellationToken.None);")]
    [InlineData(
        "await outreach.Prospects.AddToSequenceAsync(new() { Filter = new() { Stage = new() { Name = \"new\" } } }, new() { MailboxId = "
            + "1, SequenceId = 2 });")]
    [InlineData(
        "await outreach.Prospects.BulkModifyAsync(new() { Filter = new() { UpdatedAt = new() { AtLeast = DateTimeOffset.UnixEpoch } } }, "
            + "new() { Tags = [\"a\", \"b\"], DateOfBirth = new DateOnly(2000, 1, 1), OptedOut = true, Score = 1.5 });")]
    [InlineData(
        "await outreach.CustomObjects.BulkModifyAsync(new() { ObjectName = \"lease\", Filter = new() { Id = [1], [\"region\"] = \"EMEA\" "
            + "} }, new() { [\"seats\"] = 25, [\"note\"] = Clear.Value });")]
    [InlineData(
        "await outreach.CustomObjects.BulkDeleteAsync(new() { ObjectName = \"lease\", Filter = new() { Id = [1] }, Consent = "
            + "Consent.ToDestroyAtMost(1) });")]
    [InlineData(
        "AccountFilter filter = new() { Owner = new() { Id = FilterValue.NotNull }, Q = \"ac\" }; filter = filter with { Named = true };")]
    [InlineData(
        "Create<OutreachClient>(); static T Create<T>() where T : class, IOutreachBulkClient<T> => "
            + "T.Create(OutreachBulkConnection.Create(new()));")]
    [InlineData(
        "ImportOperation import = await outreach.Accounts.ImportAsync(CsvFile.At(\"accounts.csv\"), new() { [\"companyName\"] = "
            + "AccountField.Name, [\"crmId\"] = AccountField.CustomId }, new() { DupeMethod = DupeMethod.Overwrite });")]
    [InlineData(
        "AccountMapping mapping = new() { [\"a\"] = AccountField.Name }; mapping.AddUnchecked(\"b\", \"custom200\"); await "
            + "outreach.Accounts.ImportAsync(await outreach.Imports.ValidateAsync(await outreach.Imports.UploadAsync(await "
            + "outreach.Imports.CreateUploadLinkAsync(), CsvFile.At(\"a.csv\"))), mapping);")]
    [InlineData(
        "RecordCount counted = await outreach.Accounts.CountAsync(new() { Name = \"x\" }); await outreach.Accounts.AddTagsAsync(new() { "
            + "Filter = new() { Name = \"x\" }, Confirm = Confirm.Within(1, of: counted) }, new() { Tags = [\"vip\"] });")]
    [InlineData(
        "foreach (SampledRecord record in await outreach.Prospects.SampleAsync(ProspectFilter.Everything, size: 3)) "
            + "Console.WriteLine(record.Attributes[\"name\"]);")]
    [InlineData(
        "RecordCount counted = await outreach.CustomObjects.CountAsync(\"lease\", new() { [\"region\"] = \"EMEA\" }); await "
            + "outreach.CustomObjects.SampleAsync(\"lease\", CustomObjectFilter.Everything);")]
    [InlineData("ImportOperation again = outreach.Imports.Attach(7);")]
    [InlineData("string name = AccountField.CustomId.ApiName(); bool writable = !AccountField.CreatedAt.IsReadOnly();")]
    public void Call_compiles(string call) => Checks.CompilesWithoutWarning(Compile(call));

    [Theory]
    [InlineData("CS9035", "await outreach.Accounts.AddTagsAsync(new(), new() { Tags = [\"vip\"] });")]
    [InlineData("CS9035", "await outreach.Accounts.BulkModifyAsync(new() { Confirm = Confirm.Always }, new() { Custom1 = \"x\" });")]
    [InlineData("CS9035", "await outreach.Accounts.DestroyAllAsync(new() { Filter = AccountFilter.Everything });")]
    [InlineData("CS9035", "await outreach.Prospects.RemoveAllAssignmentsAsync(new() { Filter = ProspectFilter.Everything });")]
    [InlineData("CS9035", "await outreach.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new());")]
    [InlineData("CS9035", "await outreach.CustomObjects.BulkModifyAsync(new() { Filter = new() { Id = 1 } }, new() { [\"a\"] = 1 });")]
    [InlineData(
        "CS0029", "await outreach.Accounts.AddTagsAsync(new() { Filter = ProspectFilter.Everything }, new() { Tags = [\"vip\"] });")]
    [InlineData(
        "CS0117",
        "await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Id = 1 } }, new() { CreatedAt = DateTimeOffset.UnixEpoch });")]
    [InlineData(
        "CS0117", "await outreach.Accounts.AddTagsAsync(new() { Filter = new() { Industry = \"x\" } }, new() { Tags = [\"vip\"] });")]
    [InlineData(
        "CS0117", "await outreach.Accounts.AddTagsAsync(new() { Filter = new() { Id = 1 } }, new() { Tags = [\"vip\"], Ids = [1] });")]
    [InlineData("CS0266", "await outreach.Accounts.ImportAsync(CsvFile.At(\"a.csv\"), new() { [\"a\"] = ProspectField.Title });")]
    [InlineData("CS0117", "await outreach.Accounts.ImportAsync(CsvFile.At(\"a.csv\"), new() { [\"a\"] = AccountField.Title });")]
    [InlineData("CS0029", "long count = await outreach.Accounts.CountAsync(AccountFilter.Everything);")]
    [InlineData("CS1503", "await outreach.Accounts.CountAsync(ProspectFilter.Everything);")]
    [InlineData("CS7036", "await outreach.Accounts.CountAsync();")]
    [InlineData("CS8852", "AccountFilter filter = new(); filter.Owner = new() { Id = 1 };")]
    [InlineData("CS8625", "AccountFilter filter = new() { Owner = null };")]
    [InlineData(
        "CS0029", "await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Id = 1 } }, new() { NumberOfEmployees = \"many\" });")]
    [InlineData("CS7036", "await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Id = 1 } });")]
    public void Call_that_would_fail_does_not_compile(string id, string call) =>
        Assert.Contains(id, Compile(call).GetDiagnostics(TestContext.Current.CancellationToken).Select(diagnostic => diagnostic.Id));

    private static Compilation Compile(string statements) => GeneratorRun.OfPackaged(
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Outreach.Bulk;

        namespace Acme.Sales;

        [OutreachBulkClient]
        public sealed partial class OutreachClient;

        internal static class Calls
        {
            public static async Task Make(OutreachClient outreach)
            {
                {{statements}}
                await Task.CompletedTask;
            }
        }
        """).Output;
}
