using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Documents;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 10: nothing recomputed. Each test is named by its promise.</summary>
public class IncrementalTests
{
    private static readonly string s_packaged = Repository.PackagedDescription;

    [Fact]
    public void Second_run_is_all_cached() => Checks.NothingWasDoneAgain(GeneratorRun.Of(s_packaged).Again().Result);

    [Fact]
    public void Edit_of_unrelated_code_leaves_all_cached() =>
        Checks.NothingWasDoneAgain(GeneratorRun.Of(s_packaged).AfterUnrelatedEdit().Result);

    [Fact]
    public void Cloned_compilation_leaves_all_cached() => Checks.NothingWasDoneAgain(GeneratorRun.Of(s_packaged).AfterClone().Result);

    [Fact]
    public void Changed_option_that_is_none_of_ours_leaves_all_outputs_cached() =>
        Checks.OutputsAreCached(GeneratorRun.Of(s_packaged).WithOptions(new MarkedFiles("another_option")).Result);

    [Fact]
    public void Changed_place_of_the_description_leaves_all_outputs_cached() =>
        Checks.OutputsAreCached(GeneratorRun.Of(Small).WithFiles(new MemoryFile("moved/openapi.yml", Small)).Result);

    [Fact]
    public void Generator_and_analyzer_may_read_the_same_text_at_once()
    {
        MemoryFile file = new("openapi.yml", s_packaged);
        Microsoft.CodeAnalysis.Text.SourceText text = file.GetText(TestContext.Current.CancellationToken);
        ApiDescription expected = DescriptionDocument.Of(
            Sources(file.GetText(TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken).Description!;

        DescriptionDocument[] readings = new DescriptionDocument[16];
        Parallel.For(0, readings.Length, i => readings[i] = DescriptionDocument.Of(Sources(text), TestContext.Current.CancellationToken));

        Assert.All(readings, reading => Assert.Same(readings[0], reading));
        Assert.Equal(expected, readings[0].Description);
    }

    [Fact]
    public void Cancelled_reading_is_not_remembered()
    {
        // No other test may have read it before.
        Microsoft.CodeAnalysis.Text.SourceText text = new MemoryFile("openapi.yml", $"{s_packaged}\n# {Guid.NewGuid()}\n")
            .GetText(TestContext.Current.CancellationToken);

        Assert.Throws<OperationCanceledException>(() => DescriptionDocument.Of(Sources(text), new CancellationToken(canceled: true)));
        Assert.NotNull(DescriptionDocument.Of(Sources(text), TestContext.Current.CancellationToken).Description);
    }

    [Fact]
    public void Second_run_after_a_failure_is_all_cached() =>
        Checks.NothingWasDoneAgain(GeneratorRun.Of("not a description").Again().Result);

    [Theory]
    [InlineData("\n", "\n\n# A remark.\n\n")]
    [InlineData("\n", "\r\n")]
    public void White_space_edit_of_the_description_leaves_all_outputs_cached(string from, string to)
    {
        GeneratorRun after = GeneratorRun.Of(Small).WithDescription(Small.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(after, PipelineSteps.Choice));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(after, PipelineSteps.Description));
        Checks.OutputsAreCached(after.Result);
    }

    [Fact]
    public void Changed_text_of_one_action_rewrites_that_action_s_file_alone()
    {
        string edited = s_packaged.Replace(
            "summary: Add tags to the selected prospects.", "summary: Puts tags on prospects.", StringComparison.Ordinal);
        Assert.NotEqual(s_packaged, edited);

        Assert.Equal(["Acme.Sales/Prospects.Actions.Edit.g.cs"], Rewritten(GeneratorRun.Of(s_packaged), edited));
    }

    [Fact]
    public void Changed_text_of_a_field_rewrites_the_files_that_show_it_and_no_other()
    {
        string edited = s_packaged.Replace("Kind of company, such as a public company.", "Kind of company.", StringComparison.Ordinal);
        Assert.NotEqual(s_packaged, edited);

        Assert.Equal(
            ["Acme.Sales/AccountField.g.cs", "Acme.Sales/Accounts.BulkModify.g.cs"], Rewritten(GeneratorRun.Of(s_packaged), edited));
    }

    [Fact]
    public void Edit_of_a_path_that_is_not_read_rewrites_nothing()
    {
        GeneratorRun after = GeneratorRun.Of(Small).WithDescription(Small.Replace(
            "paths:", "paths:\n  /accounts:\n    get: { responses: { '200': { description: OK } } }", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(after, PipelineSteps.Description));
        Checks.OutputsAreCached(after.Result);
    }

    [Fact]
    public void Edit_of_a_schema_that_is_not_read_rewrites_nothing()
    {
        GeneratorRun after = GeneratorRun.Of(Small).WithDescription(Small.Replace(
            "schemas:", "schemas:\n    user: { type: object }", StringComparison.Ordinal));

        Checks.OutputsAreCached(after.Result);
    }

    [Fact]
    public void New_action_rewrites_the_file_of_its_kind_alone()
    {
        string edited = Of(Action("accountsRemoveTags", "{ properties: { tags: { type: array, items: { type: string } } } }"));
        string before = Of(Action("accountAddTags", null));
        string after = before.Replace(
            "components:",
            edited[edited.IndexOf("  /batches", StringComparison.Ordinal)..edited.IndexOf("components:", StringComparison.Ordinal)]
                + "components:",
            StringComparison.Ordinal);

        Assert.Equal(["Acme.Sales/Accounts.Actions.Edit.g.cs"], Rewritten(GeneratorRun.Of(before), after));
    }

    [Fact]
    public void Description_that_is_taken_away_leaves_nothing_stale()
    {
        GeneratorRun after = GeneratorRun.Of(Small).WithFiles();

        Assert.Empty(after.Files);
        Assert.Equal([DiagnosticIds.MissingDescription], after.Result.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Client_that_is_taken_away_leaves_nothing_stale()
    {
        GeneratorRun after = GeneratorRun.Of(Small).WithSources("namespace Acme.Sales; public sealed partial class OutreachClient;");

        Assert.Empty(after.Files);
        Assert.Empty(after.Result.Diagnostics);
    }

    [Fact]
    public void Second_client_in_the_namespace_adds_its_own_file_alone()
    {
        GeneratorRun before = GeneratorRun.Of(Small);
        GeneratorRun after = before.WithSources(
            TestCompilation.Client, "namespace Acme.Sales; [Outreach.Bulk.OutreachBulkClient] public partial class SecondClient;");

        Assert.Equal(["Acme.Sales/SecondClient.g.cs"], after.Files.Keys.Except(before.Files.Keys));
        Assert.Equal(before.Files, after.Files.Where(file => before.Files.ContainsKey(file.Key)));
    }

    [Fact]
    public void Without_a_client_the_description_is_not_read()
    {
        GeneratorRun run = GeneratorRun.Of("not a description", "namespace Acme;");

        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.Files);
    }

    [Fact]
    public void File_that_is_not_marked_is_not_read()
    {
        GeneratorRun run = GeneratorRun.Of(
            [new("openapi.yml", Small), new("other.yml", "not a description", mark: null), new("off.yml", "neither", mark: "false")]);

        Assert.Empty(run.Result.Diagnostics);
        Assert.NotEmpty(run.Files);
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        run.Result.TrackedSteps[step].SelectMany(each => each.Outputs).Select(output => output.Reason);

    /// <summary>The files that were not answered from the cache, in two ways that must agree.</summary>
    private static string[] Rewritten(GeneratorRun before, string description)
    {
        GeneratorRun after = before.WithDescription(description);
        string[] changed =
        [
            .. after.Files.Where(file => !before.Files.TryGetValue(file.Key, out string? text) || text != file.Value)
                .Select(file => file.Key)
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(changed.Length, Checks.OutputReasons(after.Result).Count(reason => reason != IncrementalStepRunReason.Cached));
        return changed;
    }
}
