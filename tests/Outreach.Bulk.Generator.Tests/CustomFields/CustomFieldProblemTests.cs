using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Naming;
using Outreach.Bulk.Generator.SavedAnswers;
using static Outreach.Bulk.Generator.Tests.CustomFieldProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What is wrong with a saved answer is said at its line and column, and stops nothing else.</summary>
public class CustomFieldProblemTests
{
    [Theory]
    [InlineData(
        "Industry",
        "Before OB504: The name of the label 'Industry' belongs to the attribute 'industry', so 'custom1' of 'account' is called "
            + "'IndustryCustom1'. Rename the label in Outreach and save the answer again, or use that name.",
        "IndustryCustom1")]
    [InlineData(
        "Custom 2",
        "Before OB504: The name of the label 'Custom 2' belongs to the attribute 'custom2', so 'custom1' of 'account' is called "
            + "'Custom2Custom1'. Rename the label in Outreach and save the answer again, or use that name.",
        "Custom2Custom1")]
    [InlineData(
        "Owner",
        "Before OB504: The name of the label 'Owner' belongs to the relationship 'owner', so 'custom1' of 'account' is called "
            + "'OwnerCustom1'. Rename the label in Outreach and save the answer again, or use that name.",
        "OwnerCustom1")]
    [InlineData(
        "Q",
        "Before OB504: The name of the label 'Q' belongs to the filter 'q', so 'custom1' of 'account' is called 'QCustom1'. Rename the "
            + "label in Outreach and save the answer again, or use that name.",
        "QCustom1")]
    [InlineData(
        "Get type",
        "Before OB504: The name of the label 'Get type' belongs to the library or something else that is generated, so 'custom1' of "
            + "'account' is called 'GetTypeCustom1'. Rename the label in Outreach and save the answer again, or use that name.",
        "GetTypeCustom1")]
    [InlineData(
        "Account field",
        "Before OB504: The name of the label 'Account field' belongs to the library or something else that is generated, so 'custom1' of "
            + "'account' is called 'AccountFieldCustom1'. Rename the label in Outreach and save the answer again, or use that name.",
        "AccountFieldCustom1")]
    [InlineData(
        "???",
        "Before OB505: No name was made of the label '???' of 'custom1' of 'account': it has no letter or digit to make one of. Rename "
            + "the label in Outreach and save the answer again, or use the field's name in the API.",
        null)]
    [InlineData(
        "🚀",
        "Before OB505: No name was made of the label '🚀' of 'custom1' of 'account': it has no letter or digit to make one of. "
            + "Rename the label in Outreach and save the answer again, or use the field's name in the API.",
        null)]
    public void Label_that_cannot_have_its_name_follows_the_rule(string label, string problem, string? name)
    {
        GeneratorRun run = Checked(Answer(Field("custom1", label)));

        string said = Assert.Single(run.Problems).ToString();
        Assert.Equal(problem[7..], said[(said.IndexOf("warning ", StringComparison.Ordinal) + 8)..]);
        Assert.StartsWith("outreach.types.json(8,", said, StringComparison.Ordinal);
        INamedTypeSymbol attributes = run.Output.GetTypeByMetadataName("Acme.Sales.AccountsBulkModifyAttributes")!;
        Assert.Equal(
            name is null ? [] : [name],
            attributes.MemberNames.Where(
                each => each.EndsWith("Custom1", StringComparison.Ordinal) && !each.Contains('_') && each != "Custom1"));
        Assert.Single(attributes.GetMembers("Custom1"));
    }

    [Fact]
    public void Labels_of_one_name_get_their_fields_names_behind_it_and_none_gets_it_alone()
    {
        GeneratorRun run = Checked(Answer(Field("custom3", "Region"), Field("custom9", "region")));

        Assert.Equal(
            [
                "outreach.types.json(8,70): warning OB504: The name of the label 'Region' belongs to 'custom9' as well, so 'custom3' of "
                    + "'account' is called 'RegionCustom3'. Rename the label in Outreach and save the answer again, or use that name.",
                "outreach.types.json(9,70): warning OB504: The name of the label 'region' belongs to 'custom3' as well, so 'custom9' of "
                    + "'account' is called 'RegionCustom9'. Rename the label in Outreach and save the answer again, or use that name.",
            ],
            run.Problems.Select(problem => problem.ToString()));
        INamedTypeSymbol fields = run.Output.GetTypeByMetadataName("Acme.Sales.AccountField")!;
        Assert.Empty(fields.GetMembers("Region"));
        Assert.Single(fields.GetMembers("RegionCustom3"));
        Assert.Single(fields.GetMembers("RegionCustom9"));
    }

    [Fact]
    public void Label_whose_longer_name_is_taken_too_gets_none()
    {
        GeneratorRun run = Checked(Answer(Field("custom3", "Region"), Field("custom9", "Region"), Field("custom4", "Region custom3")));

        Assert.Equal([DiagnosticIds.LabelUnreadable, DiagnosticIds.LabelTaken], run.Problems.Select(problem => problem.Id));
    }

    [Fact]
    public void Label_that_is_too_long_for_a_name_gets_none() =>
        Assert.Contains(
            "it is too long",
            Assert.Single(Checked(Answer(Field("custom1", new string('x', 256)))).Problems).GetMessage(),
            StringComparison.Ordinal);

    [Fact]
    public void Options_that_cannot_be_told_apart_are_left_out_at_their_place()
    {
        GeneratorRun run = Checked(Answer(Field("custom5", "Tier", "inclusion", """["Gold", "gold", "Silver", "--"]""")));

        Assert.Equal(
            [
                "outreach.types.json(8,96): warning OB506: No member of 'AccountTierOption' was generated for 'Gold', 'gold': they would "
                    + "all be called 'Gold'. Rename the option in Outreach and save the answer again, or set the field by its name in the "
                    + "API, as text.",
                "outreach.types.json(8,122): warning OB506: No member of 'AccountTierOption' was generated for '--': it has no letter or "
                    + "digit to make a C# name of. Rename the option in Outreach and save the answer again, or set the field by its name "
                    + "in the API, as text.",
            ],
            run.Problems.Select(problem => problem.ToString()));
        Assert.Equal(
            ["Silver"],
            run.Output.GetTypeByMetadataName("Acme.Sales.AccountTierOption")!.MemberNames.Where(
                name => name is not (".ctor" or "value__")));
    }

    [Theory]
    [InlineData("inclusion", "null")]
    [InlineData("inclusion", "\"Gold\"")]
    [InlineData("inclusion", "{}")]
    [InlineData("multi_inclusion", "[[\"Gold\"]]")]
    [InlineData("inclusion", "[]")]
    public void Pick_list_without_options_takes_text(string type, string definition)
    {
        GeneratorRun run = Checked(Answer(Field("custom5", "Tier", type, definition)));

        Assert.All(run.Problems, problem => Assert.Equal(DiagnosticIds.UnsupportedAnswerShape, problem.Id));
        string expected = type == "inclusion" ? "Outreach.Bulk.AttributeValue<string>" : "Outreach.Bulk.AttributeList<string>";
        Assert.Equal(
            expected,
            (
                (IPropertySymbol)run.Output.GetTypeByMetadataName("Acme.Sales.AccountsBulkModifyAttributes")!.GetMembers("Tier")
                    .Single()).Type.ToDisplayString());
    }

    [Fact]
    public void Type_that_is_not_known_takes_text()
    {
        GeneratorRun run = Checked(Answer(Field("custom1", "Parent", "lookup")));

        Assert.Equal(
            "outreach.types.json(8,32): warning OB503: The type of 'custom1' of 'account' is not known: 'lookup'. Its name takes text. If "
                + "that is not what the field takes, use an update of this package.",
            Assert.Single(run.Problems).ToString());
        Assert.Single(run.Output.GetTypeByMetadataName("Acme.Sales.AccountsBulkModifyAttributes")!.GetMembers("Parent"));
    }

    [Fact]
    public void Field_that_the_description_lacks_is_reported_and_a_model_it_lacks_is_not()
    {
        GeneratorRun run = Checked(Answer(Field("custom99", "Parent")));

        Assert.Equal(
            "outreach.types.json(8,71): warning OB507: The description has no attribute 'custom99' of 'account', so nothing was generated "
                + "for its label 'Parent'. Use a description that has it.",
            Assert.Single(run.Problems).ToString());
        Assert.Equal(GeneratorRun.Of(DescriptionText).Files, run.Files);
    }

    [Theory]
    [InlineData("", 1, 1, "it is empty")]
    [InlineData("\n  \n", 1, 1, "it is empty")]
    [InlineData("[]", 1, 1, "it is a list, not a map")]
    [InlineData("\"text\"", 1, 1, "it is 'text', not a map")]
    [InlineData("{}", 1, 1, "there is no 'data'")]
    [InlineData("{\n  \"data\": 12 }", 2, 11, "'data' is '12', not a list")]
    [InlineData("{\n  \"data\": [", 2, 12, "it ends where a value is expected")]
    [InlineData("<html>", 1, 1, "a value is expected here, not '<'")]
    [InlineData(
        "{ \"errors\": [{ \"id\": \"unauthorized\" }] }",
        1,
        3,
        "it is the answer to a request that was refused; save it again, with a valid token")]
    [InlineData("{ \"data\": [], \"data\": [] }", 1, 15, "the key 'data' stands twice in one map")]
    public void Answer_that_cannot_be_read_gives_nothing_and_the_build_says_why(string text, int line, int column, string reason)
    {
        GeneratorRun run = Checked(text);

        Assert.Equal(
            [
                $"outreach.types.json({line},{column}): error OB501: The saved answer of GET /types cannot be read: {reason}. Nothing of it "
                    + "was taken. Save it again, or correct its path in the project file.",
            ],
            run.Problems.Select(problem => problem.ToString()));
        Assert.Equal(GeneratorRun.Of(DescriptionText).Files, run.Files);
    }

    [Theory]
    [InlineData("[ 1 ]")]
    [InlineData("[ null, [], {}, { \"type\": {} }, { \"type\": \"\" } ]")]
    [InlineData("[ { \"type\": \"account\", \"meta\": { \"validations\": [] } } ]")]
    [InlineData("[ { \"type\": \"account\", \"meta\": { \"validations\": { \"custom1\": [] } } } ]")]
    [InlineData(
        "[ { \"type\": \"account\", \"meta\": { \"validations\": { \"custom1\": { \"type\": \"string\", \"label\": \"A\" } } } }, { "
            + "\"type\": \"account\", \"meta\": { \"validations\": { \"custom1\": { \"type\": \"string\", \"label\": \"B\" } } } } ]")]
    public void Part_of_another_shape_is_left_out_and_reported(string data)
    {
        GeneratorRun run = Checked("{ \"data\": " + data + " }");

        Assert.NotEmpty(run.Problems);
        Assert.All(run.Problems, problem => Assert.Equal(DiagnosticIds.UnsupportedAnswerShape, problem.Id));
    }

    [Theory]
    [InlineData("{ \"data\": [ { \"type\": \"account\" } ] }")]
    [InlineData("{ \"data\": [ { \"type\": \"account\", \"meta\": { \"validations\": null } } ] }")]
    [InlineData("{ \"data\": { \"type\": \"account\", \"meta\": { \"validations\": {} } } }")]
    [InlineData("{ \"data\": [], \"links\": {} }")]
    public void Answer_without_fields_is_no_problem(string text) => Assert.Empty(Checked(text).Problems);

    [Fact]
    public void Deep_and_large_answers_are_refused()
    {
        Assert.Contains("nested deeper than 64 levels", Assert.Single(Said(new string('[', 100_000))), StringComparison.Ordinal);
        Assert.Contains("more than 16777216", Assert.Single(Said(new string(' ', 16 * 1024 * 1024 + 1))), StringComparison.Ordinal);
        Assert.Contains(
            "more than 500000 nodes",
            Assert.Single(Said("{\"data\":[" + string.Join(',', Enumerable.Repeat("1", 500_001)) + "]}")),
            StringComparison.Ordinal);

        static IEnumerable<string> Said(string text) => TypesDocument
            .Of(Microsoft.CodeAnalysis.Text.SourceText.From(text), TestContext.Current.CancellationToken).Problems
            .Select(problem => problem.Arguments[1]);
    }

    [Fact]
    public void At_most_a_hundred_problems_are_reported() => Assert.InRange(
        Checked(Answer(
            [
                .. Enumerable.Range(200, 300).Select(i => Field(FormattableString.Invariant($"custom{i}"), "Label", "lookup")),
            ])).Problems.Length, 100, 101);

    [Fact]
    public void Two_answers_of_one_kind_are_one_too_many()
    {
        GeneratorRun run = Checked(MemoryFile.Types(EveryType), MemoryFile.Types(Answer(), "b/types.json"));

        Assert.Equal(
            "outreach.types.json(1,1): error OB509: There are several OutreachTypes files: b/types.json, outreach.types.json. None was "
                + "taken. Keep one, that of the organisation this project is for.",
            Assert.Single(run.Problems).ToString());
        Assert.Equal(GeneratorRun.Of(DescriptionText).Files, run.Files);
    }
}
