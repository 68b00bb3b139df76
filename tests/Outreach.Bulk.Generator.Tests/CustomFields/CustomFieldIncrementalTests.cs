using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.CustomFieldProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 10 for saved answers: nothing recomputed but what shows the change.</summary>
public class CustomFieldIncrementalTests
{
    [Fact]
    public void Edit_of_unrelated_code_leaves_all_cached() => Checks.NothingWasDoneAgain(Run(EveryType).AfterUnrelatedEdit().Result);

    [Fact]
    public void Other_white_space_and_order_of_models_rewrite_nothing()
    {
        Checks.OutputsAreCached(Run(EveryType).WithFiles(Files(EveryType.Replace("\n", "\r\n\r\n", StringComparison.Ordinal))).Result);
        Checks.OutputsAreCached(Run(EveryType).WithFiles(Files(MemoryFile.Types(EveryType, "moved/types.json"))).Result);
    }

    [Fact]
    public void Field_of_a_model_that_the_description_lacks_rewrites_nothing() =>
        Checks.OutputsAreCached(
            Run(EveryType).WithFiles(Files(EveryType.Replace("\"Stage\"", "\"Phase\"", StringComparison.Ordinal))).Result);

    [Fact]
    public void Changed_label_rewrites_fields_and_attributes_of_its_model_alone() => Assert.Equal(
        ["Acme.Sales/AccountField.g.cs", "Acme.Sales/Accounts.BulkModify.g.cs"],
        Rewritten(EveryType, EveryType.Replace("\"Wiki\"", "\"Handbook\"", StringComparison.Ordinal)));

    [Fact]
    public void New_option_rewrites_its_enum_alone() => Assert.Equal(
        ["Acme.Sales/AccountTierOption.g.cs"],
        Rewritten(EveryType, EveryType.Replace("\"Silver\"", "\"Silver\", \"Tin\"", StringComparison.Ordinal)));

    [Fact]
    public void Answer_that_is_taken_away_leaves_nothing_stale()
    {
        GeneratorRun after = Run(EveryType).WithFiles(new MemoryFile("openapi.yml", DescriptionText));

        Assert.Equal(GeneratorRun.Of(DescriptionText).Files, after.Files);
    }

    [Fact]
    public void Mended_answer_takes_its_diagnostic_away()
    {
        GeneratorRun broken = Run("{");
        Assert.Equal([DiagnosticIds.UnreadableSavedAnswer], broken.Result.Diagnostics.Select(problem => problem.Id));

        Assert.Empty(broken.WithFiles(Files(EveryType)).Result.Diagnostics);
    }

    [Fact]
    public void File_without_the_mark_is_not_read()
    {
        GeneratorRun run = GeneratorRun.Of(Files(new MemoryFile("outreach.types.json", "{", mark: null)));

        Assert.Empty(run.Problems);
    }

    private static GeneratorRun Run(string types) => GeneratorRun.Of(Files(types));

    private static string[] Rewritten(string types, string edited)
    {
        GeneratorRun before = Run(types);
        GeneratorRun after = before.WithFiles(Files(edited));
        string[] changed =
        [
            .. after.Files.Where(file => before.Files[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(changed.Length, Checks.OutputReasons(after.Result).Count(reason => reason != IncrementalStepRunReason.Cached));
        return changed;
    }
}
