using Microsoft.CodeAnalysis;
using static Outreach.Bulk.Generator.Tests.CsvHeaderProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the user writes with the mapping of a file.</summary>
public class CsvHeaderCallTests
{
    [Theory]
    [InlineData(
        "await outreach.Accounts.ImportAsync(CsvFile.At(\"a.csv\"), new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = "
            + "AccountField.Name, [AccountsCsvHeader.CrmId] = AccountField.Industry });")]
    [InlineData("await outreach.Accounts.ImportAsync(CsvFile.At(\"a.csv\"), new() { [\"companyName\"] = AccountField.Name });")]
    [InlineData(
        "AccountsCsvMapping mapping = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name }; "
            + "mapping.AddUnchecked(AccountsCsvHeader.CrmId, \"custom200\"); await (await "
            + "outreach.Accounts.ImportAsync(default(ValidatedUpload)!, mapping)).WaitForCompletionAsync();")]
    [InlineData(
        "FailureReport failures = await default(ImportResult)!.ReadFailuresAsync(CsvFile.At(\"a.csv\"), new AccountsCsvMapping { "
            + "[AccountsCsvHeader.CompanyName] = AccountField.Name });")]
    [InlineData(
        "AccountMapping mapping = new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name }; "
            + "mapping.ThrowIfNotUsable(AccountsCsvMapping.Columns);")]
    public void Call_compiles(string call) => Checks.CompilesWithoutWarning(Compile(call));

    [Theory]
    [InlineData("CS0117", "AccountsCsvMapping mapping = new() { [AccountsCsvHeader.Company] = AccountField.Name };")]
    [InlineData("CS1503", "AccountsCsvMapping mapping = new() { [\"companyName\"] = AccountField.Name };")]
    [InlineData("CS1503", "new AccountsCsvMapping().AddUnchecked(\"companyName\", \"name\");")]
    [InlineData("CS0266", "AccountsCsvMapping mapping = new() { [AccountsCsvHeader.CompanyName] = ProspectField.Title };")]
    [InlineData(
        "CS1503",
        "await outreach.Prospects.ImportAsync(CsvFile.At(\"a.csv\"), new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = "
            + "AccountField.Name });")]
    public void Call_that_would_fail_does_not_compile(string id, string call) =>
        Assert.Equal(
            [id],
            Compile(call)
                .GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.Id)
                .Distinct());

    private static Compilation Compile(string statements) => GeneratorRun.Of(
        Files(MemoryFile.Csv("accounts.csv", "companyName,crmId\n")),
        $$"""
        using System;
        using System.Threading.Tasks;
        using Outreach.Bulk;

        namespace Acme.Sales;

        [OutreachBulkClient]
        public sealed partial class OutreachClient;

        internal static class Use
        {
            public static async Task RunAsync(OutreachClient outreach)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """).Output;
}
