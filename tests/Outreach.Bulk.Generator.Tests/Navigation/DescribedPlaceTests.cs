using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Navigation;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>From a use of something generated to its line in the description.</summary>
public class DescribedPlaceTests
{
    [Theory]
    [InlineData(
        "await outreach.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = [] })",
        "AddTagsAsync",
        "/batches/actions/accountAddTags")]
    [InlineData("await outreach.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = [] })", "Tags", "tags")]
    [InlineData(
        "await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Name = \"x\" } }, new() { Industry = \"y\" })",
        "Industry",
        "industry")]
    [InlineData(
        "await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Name = \"x\" } }, new() { Industry = \"y\" })", "Name", "name")]
    [InlineData("_ = new AccountFilter { Owner = new() { Id = 1 } }", "Owner", "owner")]
    [InlineData("_ = new AccountFilter { Owner = new() { Id = 1 } }", "Id", "owner")]
    [InlineData(
        "_ = new CustomObjectBulkModifyParams { Filter = CustomObjectFilter.Everything, ObjectName = \"lease\" }.ObjectName",
        "ObjectName",
        "objectName")]
    [InlineData("_ = AccountField.NumberOfEmployees", "NumberOfEmployees", "numberOfEmployees")]
    [InlineData(
        "System.Func<AccountsDestroyAllParams, System.Threading.CancellationToken, System.Threading.Tasks.Task<BatchOperation>> call = "
            + "outreach.Accounts.DestroyAllAsync",
        "DestroyAllAsync",
        "/batches/actions/accountsDestroyAll")]
    public async Task Use_leads_to_the_place_of_the_description(string statement, string name, string described)
    {
        (GeneratorRun run, Diagnostic[] places) = await FindAsync(statement);

        Checks.CompilesWithoutWarning(run.Output);
        Diagnostic place = places.First(place => Text(place.Location) == name);
        FileLinePositionSpan there = Assert.Single(place.AdditionalLocations).GetLineSpan();
        Assert.Equal("openapi.yml", there.Path);
        Assert.Equal(described, SourceText.From(Small).GetSubText(place.AdditionalLocations[0].SourceSpan).ToString());
        Assert.EndsWith(
            $"is described at openapi.yml({there.StartLinePosition.Line + 1},{there.StartLinePosition.Character + 1})",
            place.GetMessage(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_generated_leads_nowhere() =>
        Assert.Empty((await FindAsync("_ = outreach.ToString()!.Length + Own.Name.Length")).Places);

    // Where the description gives nothing there is nothing to lead from.
    [Fact]
    public async Task Project_without_a_description_has_no_places() =>
        Assert.Empty(
            await AnalyzeAsync(TestCompilation.Create(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest, TestCompilation.Client), []));

    [Fact]
    public void It_is_hidden_until_a_project_wants_it() => Assert.Equal(DiagnosticSeverity.Hidden, DescriptionRules.Place.DefaultSeverity);

    private static async Task<(GeneratorRun Run, Diagnostic[] Places)> FindAsync(string statement)
    {
        GeneratorRun run = GeneratorRun.Of(Small, TestCompilation.Client.Replace("[OutreachBulkClient]", "/// <summary>Ours.</summary>\n[OutreachBulkClient]", StringComparison.Ordinal), $$"""
            using Outreach.Bulk;

            namespace Acme.Sales;

            internal static class Own
            {
                public static string Name => "";

                public static async System.Threading.Tasks.Task Use(OutreachClient outreach)
                {
                    {{statement}};
                    await System.Threading.Tasks.Task.CompletedTask;
                }
            }
            """);
        return (run, await AnalyzeAsync(run.Output, [new MemoryFile("openapi.yml", Small), MemoryFile.PackedOverlay(ModelsOverlay)]));
    }

    private static async Task<Diagnostic[]> AnalyzeAsync(Compilation compilation, ImmutableArray<AdditionalText> files)
    {
        AnalyzerOptions options = new(files, new MarkedFiles());
        ImmutableArray<Diagnostic> places = await compilation
            .WithAnalyzers(
                [new DescribedPlaceAnalyzer()],
                new CompilationWithAnalyzersOptions(
                    options,
                    onAnalyzerException: (exception, _, _) => throw exception,
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. places.OrderBy(place => place.Location.SourceSpan.Start)];
    }

    private static string Text(Location location) =>
        location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(location.SourceSpan);
}
