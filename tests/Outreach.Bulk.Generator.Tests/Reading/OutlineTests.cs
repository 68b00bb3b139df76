using System.Text;
using CsCheck;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Reading;
using Outreach.Bulk.Generator.Trimming;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>An outline saves time and changes nothing: what is read of it is what is read of the whole text.</summary>
public class OutlineTests
{
    private static readonly string s_large = Small.Replace("paths:\n", "paths:\n" + OtherPaths(), StringComparison.Ordinal)
        .Replace("  schemas:\n", "  schemas:\n" + OtherSchemas(), StringComparison.Ordinal);

    [Fact]
    public void Outline_gives_what_the_whole_text_gives()
    {
        Assert.NotNull(Outlined(s_large));
        Assert.Equal(SpecText.Describe(Cut(SpecText.Read(s_large))), SpecText.Describe(Cut(Outlined(s_large)!)));
        Assert.Equal(GeneratorRun.Of(Small).Files, GeneratorRun.Of(s_large).Files);
    }

    [Fact]
    public void Outline_of_our_own_description_gives_what_the_whole_gives() =>
        Assert.Equal(
            SpecText.Describe(Cut(SpecText.Read(Repository.PackagedDescription))),
            SpecText.Describe(Cut(Outlined(Repository.PackagedDescription)!)));

    [Fact]
    public void Outline_is_a_small_part()
    {
        YamlExcerpt outline = YamlOutline.TryCreate(SourceText.From(s_large), Models)!;

        Assert.InRange(outline.Text.Length, 1, s_large.Length / 4);
        Assert.Equal(s_large.Count(letter => letter == '\n'), outline.Text.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Places_of_an_outline_are_those_of_the_whole_text(string newLine)
    {
        string text = s_large.ReplaceLineEndings(newLine);
        List<string> slices = [], expected = [];
        Slices(Outlined(text)!, text, slices);
        Slices(SpecText.Read(text), text, expected);

        Assert.NotEmpty(slices);
        Assert.All(slices, slice => Assert.Contains(slice, expected));
    }

    [Theory]
    [InlineData("#/x-shared")]
    [InlineData("#/paths/~1other0/get/x-tags")]
    [InlineData("#/components/schemas/other0")]
    [InlineData("#/components/schemas/other0/properties/tags")]
    public void What_an_outline_left_out_is_found_in_the_whole_text(string reference)
    {
        string text = s_large.Replace(
            "description: The tags to add. }",
            $"description: The tags to add. }}, more: {{ $ref: '{reference}' }}",
            StringComparison.Ordinal)
            + "x-shared: { type: string }\n";

        GeneratorRun run = GeneratorRun.Of(text);

        Assert.Empty(run.Problems);
        Assert.Contains("More", run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_of_a_large_text_is_reported_at_its_place_in_the_whole()
    {
        string text = s_large.Replace(
            "foundedAt: { type: string, format: date", "foundedAt: { type: [string], format: date", StringComparison.Ordinal);
        Microsoft.CodeAnalysis.Diagnostic problem = Assert.Single(GeneratorRun.Of(text).Problems);

        Assert.Equal("[string]", text.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("a: b\rc: d\n")]
    [InlineData("a: b\u2028\n")]
    [InlineData("a: b\n")]
    [InlineData("{ paths: {} }\n")]
    public void Text_that_cannot_be_told_apart_by_lines_has_no_outline(string text) =>
        Assert.Null(YamlOutline.TryCreate(SourceText.From(text + new string('#', YamlOutline.LengthWorthIt)), Models));

    [Theory]
    [InlineData("'not\n            read'", "'not\na: read'")]
    [InlineData("'not\n            read'", "'not\n\\    read: it'")]
    public void Text_in_quotes_that_goes_on_at_the_left_edge_hides_nothing(string before, string after)
    {
        int at = s_large.IndexOf(before, StringComparison.Ordinal);
        string text = s_large.Remove(at, before.Length).Insert(at, after);

        Assert.Null(Outlined(text));
        Assert.Equal(GeneratorRun.Of(Small).Files, GeneratorRun.Of(text).Files);
    }

    [Fact]
    public void Damaged_texts_give_by_their_outline_what_they_give_as_a_whole_or_are_read_as_a_whole()
    {
        Gen.Select(Gen.Int[0, s_large.Length - 1], Gen.Int[0, 60], SpecText.AnyText, Gen.Bool).Sample(
            (start, length, insert, isLine) =>
            {
                string text = s_large.Remove(start, Math.Min(length, s_large.Length - start))
                    .Insert(start, isLine ? "\n" + insert : insert);
                SpecNode? whole;
                try
                {
                    whole = SpecText.Read(text);
                }
                catch (SpecReadException)
                {
                    // What is wrong may stand where an outline does not look.
                    return;
                }

                string? outlined = TryCut(() => Outlined(text));
                if (outlined is not null)
                    Assert.Equal(TryCut(() => whole), outlined);
            },
            iter: 150);
    }

    private static string? TryCut(Func<SpecNode?> read)
    {
        try
        {
            return read() is SpecMapping root && root.Find("openapi") is not null ? SpecText.Describe(Cut(root)) : null;
        }
        catch (Exception exception) when (exception is SpecReadException or SpecOmittedException)
        {
            return null;
        }
    }

    private static SpecNode? Outlined(string text) => YamlOutline.TryCreate(SourceText.From(text, Encoding.UTF8), Models) is { } outline
        ? SpecReader.Read(outline, TestContext.Current.CancellationToken)
        : null;

    private static SpecNode Cut(SpecNode root) =>
        SpecText.Read(DescriptionTrimmer.Of((SpecMapping)root, Models, false, new(), new(), TestContext.Current.CancellationToken) ?? "{}");

    private static void Slices(SpecNode node, string text, List<string> slices)
    {
        if (node is SpecScalar scalar)
            slices.Add($"{scalar.Span}{text.Substring(scalar.Span.Start, scalar.Span.Length)}");
        foreach (SpecNode item in (node as SpecSequence)?.Items ?? [])
            Slices(item, text, slices);
        foreach (SpecMember member in (node as SpecMapping)?.Members ?? [])
        {
            Slices(member.Key, text, slices);
            Slices(member.Value, text, slices);
        }
    }

    private static string OtherPaths() => string.Concat(Enumerable.Range(0, 400).Select(i =>
        $"  /other{i}:\n    get:\n      description: |\n        Not read:\n          as if: it were\n      x-tags: {{ type: array, items: "
            + $"{{ type: string }} }}\n      responses: {{ '200': {{ description: OK }} }}\n"));

    private static string OtherSchemas() => string.Concat(Enumerable.Range(0, 400).Select(i =>
        $"    other{i}:\n      properties:\n        tags: {{ type: array, items: {{ type: string }} }}\n        name:\n          type: "
            + "string\n          description: 'not\n            read'\n"));
}
