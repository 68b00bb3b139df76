using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Overlays;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The JSONPaths that an overlay's targets are made of.</summary>
public class OverlayTargetTests
{
    private static readonly string[] s_pieces =
        [
            "$",
            ".",
            "..",
            "[",
            "]",
            "*",
            "'",
            "\"",
            "\\",
            "\\u0041",
            "\\u",
            ",",
            " ",
            "0",
            "12",
            "01",
            "-1",
            "a",
            "_",
            "é",
            "x-y",
            "?",
            "(",
            "@",
            ":",
            "\ud800",
            "\0",
        ];

    [Theory]
    [InlineData("$", 0)]
    [InlineData("$.a", 1)]
    [InlineData("$.a_1.é", 2)]
    [InlineData("$.*", 1)]
    [InlineData("$['a b']['c\\'d']", 2)]
    [InlineData("$[\"a\\u0041\\n\"]", 1)]
    [InlineData("$[0][12]", 2)]
    [InlineData("$[ 'a' , 'b', * ,3 ].x", 2)]
    public void Paths_of_names_indexes_and_wildcards_are_read(string text, int steps) =>
        Assert.Equal(steps, OverlayTargetParser.Parse(text).Target?.Steps.Count);

    [Theory]
    [InlineData("", "at its character 1 '$', the whole description, is expected")]
    [InlineData("a", "at its character 1 '$', the whole description, is expected")]
    [InlineData("$a", "at its character 2 '.' or '[' is expected")]
    [InlineData("$.", "at its character 3 a name or '*' is expected")]
    [InlineData("$..a", "at its character 3 a name or '*' is expected")]
    [InlineData("$.1", "at its character 3 a name or '*' is expected")]
    [InlineData("$.a-b", "at its character 4 '.' or '[' is expected")]
    [InlineData("$[]", "at its character 3 a name in quotes, an index or '*' is expected")]
    [InlineData("$[01]", "at its character 5 a name in quotes, an index or '*' is expected")]
    [InlineData("$[-1]", "at its character 3 a name in quotes, an index or '*' is expected")]
    [InlineData("$[?@.a]", "at its character 3 a name in quotes, an index or '*' is expected")]
    [InlineData("$[1:2]", "at its character 4 ',' or ']' is expected")]
    [InlineData("$['a]", "at its character 6 a name that ends with its quote, with no other escapes than JSON's is expected")]
    [InlineData("$['a\\x']", "at its character 7 a name that ends with its quote, with no other escapes than JSON's is expected")]
    [InlineData("$['a'", "at its character 6 ',' or ']' is expected")]
    [InlineData("$[99999999999]", "at its character 14 a name in quotes, an index or '*' is expected")]
    public void Anything_else_is_told_where_it_goes_wrong(string text, string problem)
    {
        (OverlayTarget? target, string told) = OverlayTargetParser.Parse(text);

        Assert.Null(target);
        Assert.Equal(problem, told);
    }

    [Fact]
    public void Target_that_is_too_long_or_too_deep_is_refused()
    {
        Assert.NotNull(OverlayTargetParser.Parse("$" + string.Concat(Enumerable.Repeat(".a", ReadingLimits.Depth))).Target);
        Assert.Null(OverlayTargetParser.Parse("$" + string.Concat(Enumerable.Repeat(".a", ReadingLimits.Depth + 1))).Target);
        Assert.Null(OverlayTargetParser.Parse("$['" + new string('a', 5_000) + "']").Target);
    }

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.OneOf(
            Gen.String, Gen.Int[0, s_pieces.Length - 1].Array[0, 30].Select(pieces => "$" + string.Concat(pieces.Select(i => s_pieces[i]))))
            .Sample(
            text =>
            {
                (OverlayTarget? target, string problem) = OverlayTargetParser.Parse(text);
                Assert.Equal(target is null, problem.Length > 0);
            },
            iter: 20_000);

    [Fact]
    public void Written_out_path_of_a_node_selects_that_node_and_no_other() =>
        Gen.Select(SpecText.AnyDocument, Gen.Int[0, 10_000], Gen.Bool).Sample(
            (document, seed, isDouble) =>
            {
                if (document is not JsonObject || SpecText.Read(document.ToJsonString()) is not SpecMapping root)
                    return;
                (string path, SpecNode node) = Walk(root, new Random(seed), isDouble ? '"' : '\'');
                if (node is not SpecMapping map || map.Find("$ref") is not null)
                    return;
                string overlay = new JsonObject
                {
                    ["overlay"] = "1.0.0",
                    ["actions"] = new JsonArray(
                        new JsonObject { ["target"] = path, ["description"] = "d", ["update"] = new JsonObject { ["\u0001mark"] = "m" } }),
                }.ToJsonString();
                PlacedProblems problems = new();
                OverlayDocument reading = OverlayDocument.Of(
                    SourceText.From(overlay, Encoding.UTF8), isJson: true, TestContext.Current.CancellationToken);

                string laid = SpecText.Describe(OverlayApplier.Apply(
                    root, [new(reading, 1, IsPacked: false)], problems, TestContext.Current.CancellationToken));

                Assert.Empty(reading.Problems.Concat(problems.ToEquatableArray()));
                Assert.Equal(2, laid.Split("<\u0001mark>=<m>;").Length);
                Assert.Equal(SpecText.Describe(root), laid.Replace("<\u0001mark>=<m>;", "", StringComparison.Ordinal));
            },
            iter: 2_000);

    private static (string Path, SpecNode Node) Walk(SpecNode node, Random random, char quote)
    {
        StringBuilder path = new("$");
        while (random.Next(4) > 0)
        {
            if (node is SpecMapping { Members.Count: > 0 } map)
            {
                SpecMember member = map.Members[random.Next(map.Members.Count)];
                path.Append('[').Append(quote).Append(Escaped(member.Key.Text, quote)).Append(quote).Append(']');
                node = member.Value;
            }
            else if (node is SpecSequence { Items.Count: > 0 } list)
            {
                int index = random.Next(list.Items.Count);
                path.Append('[').Append(index).Append(']');
                node = list.Items[index];
            }
        }

        return (path.ToString(), node);
    }

    private static string Escaped(string name, char quote) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(quote.ToString(), $"\\{quote}", StringComparison.Ordinal);
}
