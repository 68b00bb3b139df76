using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Editors run the rules at every key.</summary>
public class HalfWrittenCodeTests
{
    private const string Body =
        """
        long[] large = given.Where(id => id > 5).ToArray();
        AccountFilter named = new() { Named = true, Id = [.. large], Owner = new() { Id = 5 } };
        BatchOperation edit = await outreach.Accounts.BulkModifyAsync(
            new() { Filter = named with { Name = text }, SkipConfirmation = true },
            new() { Named = false, Industry = Clear.Value });
        await edit.WaitForCompletionAsync();
        await outreach.Accounts.DestroyAllAsync(
            new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyAtMost(int.MaxValue) });
        AccountMapping mapping = new() { ["name"] = AccountField.Name, ["name"] = AccountField.CreatedAt };
        mapping.AddUnchecked("key", "customId");
        ImportOperation import = await outreach.Accounts.ImportAsync(
            CsvFile.At("a.csv"), mapping, new() { DupeMethod = DupeMethod.Overwrite });
        AccountsCsvMapping byColumn = new()
        {
            [AccountsCsvHeader.CompanyName] = AccountField.Name,
            [AccountsCsvHeader.CompanyName] = AccountField.CreatedAt
        };
        ImportOperation checkedFile = await outreach.Accounts.ImportAsync(
            CsvFile.At("a.csv"), byColumn, new() { DupeMethod = DupeMethod.Overwrite });
        Use(FilterValue.AnyOf(Enumerable.Range(1, 200_000).Select(id => (long)id)));
        """;

    [Fact]
    public async Task No_rule_fails_on_code_that_is_cut_off_anywhere()
    {
        string whole = UserCode.File(Body);
        for (int length = whole.IndexOf("long[] large", StringComparison.Ordinal); length < whole.Length; length += 13)
        {
            ImmutableArray<Diagnostic> problems = await UserCode.Compile(whole[..length])
                .WithAnalyzers(Analyzers.All)
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(problems, problem => problem.Id == "AD0001");
        }
    }
}
