using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Reading;
using static Outreach.Bulk.Generator.Tests.Descriptions;
using static Outreach.Bulk.Generator.Tests.OverlayText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>An edit of an overlay redoes what it changes and no more.</summary>
public class OverlayIncrementalTests
{
    private static readonly string s_overlay = Overlay(
        Entry(Post("accountAddTags"), "{ x-outreach-scopes: [tags.write] }"),
        Entry("$.components.schemas.account.properties.industry", "{ x-outreach-known-values: [mining] }"));

    [Fact]
    public void Second_run_is_all_cached() => Checks.NothingWasDoneAgain(Run(Small, s_overlay).Again().Result);

    [Fact]
    public void Edit_of_unrelated_code_leaves_all_cached() => Checks.NothingWasDoneAgain(Run(Small, s_overlay).AfterUnrelatedEdit().Result);

    [Theory]
    [InlineData("\n", "\n\n# A remark.\n")]
    [InlineData("The guide says so.", "The guide says it.")]
    public void Edit_of_an_overlay_that_says_the_same_leaves_all_outputs_cached(string from, string to)
    {
        GeneratorRun after = Edited(s_overlay.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(
            [IncrementalStepRunReason.Unchanged],
            after.Result.TrackedSteps[PipelineSteps.Description].SelectMany(step => step.Outputs).Select(output => output.Reason));
        Checks.OutputsAreCached(after.Result);
    }

    [Theory]
    [InlineData("tags.write", "tags.all", new[] { "Accounts.Actions.Edit" })]
    [InlineData("mining", "farming", new[] { "AccountField", "Accounts.BulkModify" })]
    [InlineData("account.properties.industry", "account.properties.score", new[] { "AccountField", "Accounts.BulkModify" })]
    public void Edit_of_an_entry_rewrites_the_files_that_show_it_and_no_other(string from, string to, string[] files)
    {
        GeneratorRun before = Run(Small, s_overlay), after = Edited(s_overlay.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(
            files.Select(file => $"Acme.Sales/{file}.g.cs"),
            after.Files.Where(file => before.Files[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal));
        Assert.Equal(files.Length, Checks.OutputReasons(after.Result).Count(reason => reason != IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void Overlay_that_is_taken_away_leaves_nothing_stale() =>
        Assert.Equal(GeneratorRun.Of(Small).Files, Run(Small, s_overlay).WithFiles(new MemoryFile("openapi.yml", Small)).Files);

    [Fact]
    public void Edit_of_an_overlay_does_not_have_the_description_parsed_again()
    {
        SourceText description = SourceText.From(Small, Encoding.UTF8);
        DescriptionDocument first = Read(s_overlay);
        DescriptionFile file = DescriptionFile.Packed("openapi.yml", description, isOverlay: false);
        SpecNode whole = DescriptionTree.Of(file).Root(TestContext.Current.CancellationToken);

        DescriptionDocument second = Read(s_overlay.Replace("tags.write", "tags.all", StringComparison.Ordinal));

        Assert.NotEqual(first.Description, second.Description);
        Assert.Same(whole, DescriptionTree.Of(file).Root(TestContext.Current.CancellationToken));
        Assert.Same(second, Read(s_overlay.Replace("tags.write", "tags.all", StringComparison.Ordinal)));
        Assert.Equal(first.Description, Read(s_overlay).Description);

        DescriptionDocument Read(string overlay) => DescriptionDocument.Of(
            new(
                DescriptionFile.Packed("openapi.yml", description, isOverlay: false),
                [DescriptionFile.Packed("overlay.yml", SourceText.From(overlay, Encoding.UTF8), isOverlay: true)]),
            TestContext.Current.CancellationToken);
    }

    private static GeneratorRun Edited(string overlay) =>
        Run(Small, s_overlay).WithFiles(new MemoryFile("openapi.yml", Small), MemoryFile.Overlay("overlay1.yml", overlay));
}
