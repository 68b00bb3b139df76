using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>There is one way of reading, whatever the size of a text.</summary>
public class LargeTextTests
{
    private const string Path = "  /batches/actions/accountAddTags:\n";

    [Theory]
    [InlineData(Path)]
    [InlineData("  /batches/actions/accountAddTags:\t\n")]
    [InlineData("  /batches/actions/accountAddTags:   # the tags\n")]
    [InlineData("  &tags /batches/actions/accountAddTags:\n")]
    [InlineData("  !!str /batches/actions/accountAddTags:\n")]
    [InlineData("  '/batches/actions/accountAddTags':\n")]
    [InlineData("  \"/batches/actions/account\\u0041ddTags\" :\n")]
    [InlineData("  ? /batches/actions/accountAddTags\n  :\n")]
    [InlineData("  /batches/actions/accountAddTags: &tags\n")]
    public void Large_text_gives_the_code_of_a_small_one_however_a_path_is_written(string path)
    {
        string text = Small.Replace(Path, path, StringComparison.Ordinal);

        Same(Small, text);
        Same(text, WithOtherPaths(text));
    }

    [Theory]
    [InlineData("a: 1, a: 2", "the key 'a' stands twice in one map")]
    [InlineData("a: *nowhere", "the alias '*nowhere' has no anchor before it")]
    [InlineData("a: [b", "")]
    [InlineData("a: 'b", "")]
    public void What_is_no_yaml_is_refused_in_a_part_that_is_not_needed_whatever_the_size(string part, string reason)
    {
        foreach (string text in new[] { Small, WithOtherPaths(Small) })
        {
            Diagnostic problem = GeneratorRun.Of(text.Replace(
                "paths:\n", $"paths:\n  /unneeded: {{ {part} }}\n", StringComparison.Ordinal)).Problems[0];

            Assert.Equal(DiagnosticIds.UnreadableDescription, problem.Id);
            Assert.Contains(reason, problem.GetMessage(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("[1")]
    public void What_is_no_json_is_refused_in_a_part_that_is_not_needed_whatever_the_size(string part)
    {
        foreach (string text in new[] { Small, WithOtherPaths(Small) })
        {
            string json = YamlText.ToJson(text).Replace(
                "\"paths\":{", $"\"paths\":{{\"/unneeded\":{part},", StringComparison.Ordinal);

            Assert.Equal(DiagnosticIds.UnreadableDescription, GeneratorRun.Of(json).Problems[0].Id);
        }
    }

    [Theory]
    [InlineData("#/x-shared")]
    [InlineData("#/paths/~1other0/get/x-tags")]
    [InlineData("#/components/schemas/other0")]
    [InlineData("#/components/schemas/other0/properties/tags")]
    public void Reference_may_lead_to_any_part(string reference)
    {
        string text = Large.Replace(
            "description: The tags to add. }",
            $"description: The tags to add. }}, more: {{ $ref: '{reference}' }}",
            StringComparison.Ordinal)
            + "x-shared: { type: string }\n";

        GeneratorRun run = GeneratorRun.Of(text);

        Assert.Empty(run.Problems);
        Assert.Contains("More", run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Problem_of_a_large_text_is_reported_at_its_place(string newLine)
    {
        string text = Large.Replace(
            "foundedAt: { type: string, format: date", "foundedAt: { type: [string], format: date", StringComparison.Ordinal)
            .ReplaceLineEndings(newLine);
        Diagnostic problem = Assert.Single(GeneratorRun.Of(text).Problems);

        Assert.Equal("[string]", text.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    private static string Large => WithOtherPaths(Small)
        .Replace("  schemas:\n", "  schemas:\n" + OtherSchemas(), StringComparison.Ordinal);

    private static void Same(string expected, string text)
    {
        GeneratorRun run = GeneratorRun.Of(text);

        Assert.Empty(run.Problems);
        Assert.Equal(GeneratorRun.Of(expected).Files, run.Files);
    }

    private static string WithOtherPaths(string text) =>
        text.Replace("paths:\n", "paths:\n" + OtherPaths(), StringComparison.Ordinal);

    private static string OtherPaths() => string.Concat(Enumerable.Range(0, 400).Select(i =>
        $"  /other{i}:\n    get:\n      description: |\n        Not read:\n          as if: it were\n      x-tags: {{ type: array, items: "
            + $"{{ type: string }} }}\n      responses: {{ '200': {{ description: OK }} }}\n"));

    private static string OtherSchemas() => string.Concat(Enumerable.Range(0, 400).Select(i =>
        $"    other{i}:\n      properties:\n        tags: {{ type: array, items: {{ type: string }} }}\n        name:\n          type: "
            + "string\n          description: 'not\n            read'\n"));
}
