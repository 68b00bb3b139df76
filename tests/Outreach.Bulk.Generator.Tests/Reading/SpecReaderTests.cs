using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// The positioned reading: the same from JSON and YAML, each node at its place, and never anything but a reading or a reason.
/// </summary>
public class SpecReaderTests
{
    private static readonly JsonSerializerOptions[] s_writings =
    [
        new() { WriteIndented = false },
        new() { WriteIndented = true, IndentCharacter = '\t', IndentSize = 1 },
        new() { WriteIndented = true, NewLine = "\r\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
    ];

    [Fact]
    public void Json_is_read_as_its_own_reader_reads_it() => SpecText.AnyDocument.Sample(document =>
    {
        string expected = SpecText.Describe(document);
        foreach (JsonSerializerOptions writing in s_writings)
        {
            SpecNode node = JsonSpecReader.Read(JsonSerializer.Serialize(document, writing), TestContext.Current.CancellationToken);
            Assert.Equal(expected, SpecText.Describe(node));
        }
    });

    [Fact]
    public void Each_node_of_json_stands_where_its_span_says() => SpecText.AnyDocument.Sample(document =>
    {
        string text = "  " + JsonSerializer.Serialize(document, s_writings[1]);
        Walk(JsonSpecReader.Read(text, TestContext.Current.CancellationToken), node => Assert.Equal(
            SpecText.Describe(node),
            SpecText.Describe(JsonSpecReader.Read(
                text.Substring(node.Span.Start, node.Span.Length), TestContext.Current.CancellationToken))));
    });

    [Fact]
    public void Yaml_and_json_of_the_description_are_read_the_same()
    {
        string packaged = Repository.PackagedDescription;
        string json = JsonNode.Parse(YamlText.ToJson(packaged))!.ToJsonString(s_writings[1]);

        // Words that YAML writes plain and JSON in quotes are text to both where it matters, so only the text is compared.
        Assert.Equal(WithoutQuotes(SpecText.Describe(SpecText.Read(packaged))), WithoutQuotes(SpecText.Describe(SpecText.Read(json))));
    }

    [Theory]
    [InlineData("a: b", 0, 1, "a")]
    [InlineData("a: b", 3, 1, "b")]
    [InlineData("a:\n  - b\n  - 'c d'\n", 13, 5, "'c d'")]
    [InlineData("a:\r\n  - b\r\n  - c\r\n", 15, 1, "c")]
    [InlineData("é: ü\nb: \"ö\"", 8, 3, "\"ö\"")]
    [InlineData("# remark\n\na: \ud83d\ude00 b", 13, 4, "\ud83d\ude00 b")]
    [InlineData("a: &x b\nc: *x", 6, 1, "b")]
    public void Scalars_of_yaml_stand_where_their_span_says(string text, int start, int length, string slice)
    {
        List<TextSpan> spans = [];
        Walk(YamlSpecReader.Read(text, TestContext.Current.CancellationToken), node => spans.Add(node.Span), withKeys: true);

        Assert.Equal(slice, text.Substring(start, length));
        Assert.Contains(spans, span => span.End == start + length && text[span.Start..span.End].EndsWith(slice, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"a\":1,}", 6, "a comma stands before '}', which JSON does not allow")]
    [InlineData("{\"a\":[1, ]}", 7, "a comma stands before ']', which JSON does not allow")]
    [InlineData("{,}", 1, "a key in quotes is expected here, not ','")]
    [InlineData("{\"a\":1 // b\n}", 7, "a remark stands here, and JSON has none")]
    [InlineData("{\"a\":/* b */1}", 5, "a remark stands here, and JSON has none")]
    [InlineData("{\"a\":1/}", 6, "',' or '}' is expected here, not '/'")]
    [InlineData("{\"a\":NaN}", 5, "a value is expected here, not 'N'")]
    [InlineData("{\"a\" 1}", 5, "':' is expected here, not '1'")]
    [InlineData("{\"a\":01}", 5, "a value is expected here, not '0'")]
    [InlineData("{\"a\":tru}", 5, "a value is expected here, not 't'")]
    [InlineData("{\"a\":[1 2]}", 8, "',' or ']' is expected here, not '2'")]
    [InlineData("{\"a\":\"\\q\"}", 7, "one of \"\\/bfnrtu after a backslash is expected here, not 'q'")]
    [InlineData("{\"a\":\"b", 5, "the text in quotes that begins here does not end")]
    [InlineData("{\"a\":", 5, "it ends where a value is expected")]
    [InlineData("{\"a\":1} x", 8, "the end is expected here, not 'x'")]
    [InlineData("{\"a\":1,\"a\":2}", 7, "the key 'a' stands twice in one map")]
    [InlineData("{\"a\":\"\u0001\"}", 6, "an escape instead of a control character is expected here, not '\u0001'")]
    public void Broken_json_is_refused_at_its_place(string text, int start, string reason)
    {
        SpecReadException exception = Assert.Throws<SpecReadException>(() => JsonSpecReader.Read(
            text, TestContext.Current.CancellationToken));

        Assert.Equal(reason, exception.Message);
        Assert.Equal(start, exception.Span.Start);
    }

    [Theory]
    [InlineData("a: [b", 5)]
    [InlineData("a: b: c", 4)]
    [InlineData("a:\n\t- b", 3)]
    [InlineData("a: 'b", 3)]
    [InlineData("a: *b", 3)]
    [InlineData("a: &x [*x]", 7)]
    [InlineData("a: 1\na: 2", 5)]
    [InlineData("a: 1\n---\nb: 2", 5)]
    [InlineData("? [a, b]\n: c", 2)]
    [InlineData("a: b\nc: [1, 2\nd: 1", 14)]
    [InlineData("a: b\n\tc: d", 3)]
    [InlineData("a: {b: 1\nc: 2", 9)]
    [InlineData("a:\n  b: 1\n c: 2", 11)]
    public void Broken_yaml_is_refused_at_its_place(string text, int start) =>
        Assert.Equal(start, Assert.Throws<SpecReadException>(() => SpecText.Read(text)).Span.Start);

    [Fact]
    public void Yaml_that_begins_with_a_brace_is_read() =>
        Assert.Equal("{<a>={<b>=c;};}", SpecText.Describe(SpecText.Read("{ a: { b: c } }")));

    [Fact]
    public void Aliases_stand_for_the_node_they_name() =>
        Assert.Equal("{<a>=[1;];<b>=[1;];<c>=[[1;];];}", SpecText.Describe(SpecText.Read("a: &x [1]\nb: *x\nc: [*x]")));

    [Fact]
    public void Any_text_gives_a_reading_or_a_reason() => Gen.Select(SpecText.AnyText.Array[0, 30], Gen.Bool).Sample((parts, isJson) =>
    {
        try
        {
            SpecText.Read((isJson ? "{" : "") + string.Concat(parts));
        }
        catch (SpecReadException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    });

    [Fact]
    public void Any_damage_to_the_description_gives_a_reading_or_a_reason()
    {
        string packaged = Repository.PackagedDescription[..20_000];
        Gen.Select(Gen.Int[0, packaged.Length - 1], Gen.Int[0, 40], SpecText.AnyText).Sample(
            (start, length, insert) =>
            {
                try
                {
                    SpecText.Read(packaged.Remove(start, Math.Min(length, packaged.Length - start)).Insert(start, insert));
                }
                catch (SpecReadException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            },
            iter: 200);
    }

    private static string WithoutQuotes(string description) =>
        description.Replace("<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal);

    private static void Walk(SpecNode node, Action<SpecNode> visit, bool withKeys = false)
    {
        visit(node);
        foreach (SpecNode item in (node as SpecSequence)?.Items ?? [])
            Walk(item, visit, withKeys);
        foreach (SpecMember member in (node as SpecMapping)?.Members ?? [])
        {
            if (withKeys)
                visit(member.Key);
            Walk(member.Value, visit, withKeys);
        }
    }
}
