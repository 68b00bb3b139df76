using Microsoft.CodeAnalysis;
using static Outreach.Bulk.Generator.Tests.CustomFieldProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>CustomFields="Labelled" leaves out the custom fields that no label names, and fields stand in the order people expect.</summary>
public class LabelledFieldTests
{
    private static readonly string s_two = Answer(Field("custom10", "Renewal date", "date"), Field("custom3", "Tier name"));

    private static readonly string[] s_types = ["AccountField", "AccountsBulkModifyAttributes"];

    [Theory]
    [InlineData("Labelled")]
    [InlineData("labelled")]
    public void Fields_that_no_label_names_are_left_out_wherever_fields_are(string choice)
    {
        GeneratorRun run = Run(choice, MemoryFile.Types(s_two));

        Assert.Empty(run.Problems);
        Checks.CompilesWithoutWarning(run.Output);
        Assert.All(s_types, type => Assert.Equal(["TierName", "Custom3", "RenewalDate", "Custom10"], CustomOf(run, type)));
        Assert.All(s_types, type => Assert.Contains("Name", MembersOf(run, type)));
    }

    [Fact]
    public void Filter_leaves_them_out_as_well()
    {
        string description = DescriptionOf(", x-outreach-filterable: true");
        GeneratorRun all = GeneratorRun.Of(description);
        GeneratorRun labelled = GeneratorRun.Of([new("openapi.yml", description) { CustomFields = "Labelled" }]);

        Assert.Contains("Custom1", MembersOf(all, "AccountFilter"));
        Assert.DoesNotContain("Custom1", MembersOf(labelled, "AccountFilter"));
    }

    [Fact]
    public void Without_a_saved_answer_no_label_names_any()
    {
        GeneratorRun run = Run("Labelled");

        Assert.Empty(run.Problems);
        Assert.All(s_types, type => Assert.Empty(CustomOf(run, type)));
    }

    [Fact]
    public void Field_whose_label_gives_no_name_stays_under_its_name_in_the_API()
    {
        GeneratorRun run = Run("Labelled", MemoryFile.Types(Answer(Field("custom4", "!!!"))));

        Assert.Equal(["OB505"], run.Problems.Select(problem => problem.Id));
        Assert.All(s_types, type => Assert.Equal(["Custom4"], CustomOf(run, type)));
    }

    [Fact]
    public void Field_that_lost_its_label_stays_while_the_lock_has_it()
    {
        GeneratorRun run = Run("Labelled", MemoryFile.Types(Answer(Field("custom4", null))), MemoryFile.TypesLock(s_two));

        Assert.All(s_types, type => Assert.Equal(["TierName", "Custom3", "RenewalDate", "Custom10"], CustomOf(run, type)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("All")]
    public void All_are_generated_otherwise(string choice) =>
        Assert.All(s_types, type => Assert.Equal(14, CustomOf(Run(choice, MemoryFile.Types(s_two)), type).Count()));

    [Fact]
    public void Choice_that_is_none_is_an_error_that_names_the_choices()
    {
        GeneratorRun run = Run("None", MemoryFile.Types(s_two));

        Diagnostic problem = Assert.Single(run.Problems);
        Assert.Equal(("OB514", DiagnosticSeverity.Error), (problem.Id, problem.Severity));
        Assert.Contains("'None'", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("'All'", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("'Labelled'", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("openapi.yml", problem.Location.GetLineSpan().Path);
        Checks.CompilesWithoutWarning(run.Output);
    }

    [Fact]
    public void Another_choice_generates_anew_and_an_edit_elsewhere_does_nothing_again()
    {
        GeneratorRun run = Run("Labelled", MemoryFile.Types(s_two));

        Checks.NothingWasDoneAgain(run.Again().Result);
        Assert.Equal(
            14, CustomOf(run.WithFiles(new("openapi.yml", DescriptionText), MemoryFile.Types(s_two)), "AccountField").Count());
    }

    [Fact]
    public void Labelled_fields_are_first_and_the_others_in_the_order_of_their_numbers() => Assert.All(s_types, type => Assert.Equal(
        [
            "TierName", "Custom3", "RenewalDate", "Custom10", "Custom1", "Custom2", "Custom4", "Custom5", "Custom6", "Custom7",
            "Custom8", "Custom9", "Custom11", "Custom12",
        ],
        CustomOf(Run("", MemoryFile.Types(s_two)), type)));

    private static GeneratorRun Run(string choice, params MemoryFile[] answers) =>
        GeneratorRun.Of([new("openapi.yml", DescriptionText) { CustomFields = choice }, .. answers]);

    private static IEnumerable<string> CustomOf(GeneratorRun run, string type) => MembersOf(run, type)
        .Where(name => name is "TierName" or "RenewalDate"
            || (name.StartsWith("Custom", StringComparison.Ordinal) && char.IsAsciiDigit(name[^1])));

    private static IEnumerable<string> MembersOf(GeneratorRun run, string type) => run.Output
        .GetTypeByMetadataName($"Acme.Sales.{type}")!
        .GetMembers()
        .Where(member => member is IFieldSymbol or IPropertySymbol)
        .Select(member => member.Name);
}
