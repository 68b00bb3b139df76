using System.Text.Json.Nodes;
using CsCheck;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>However a document is written in YAML, the same is read.</summary>
public class YamlStyleTests
{
    private static readonly string[] s_words =
    [
        "a", "b c", "reads well", "a long line of words to wrap", "yes", "true", "True", "null", "12", "1e3", "https://example.org/a?b=c",
        "12:30:45", "a: b", "a #b", "- a", "'", "\"q\"", "first\nsecond\n", "first\n\n  third", "kept\n\n", "tab\there", "\ttab",
        "text\n\t\nmore\n", "a\u2028b c", "a\u0085b", "[x]", "{x}", "a, b", "&a", "*a", "!t", "<<", "", " ", "a ", " a", "|", "? a", "é ü",
    ];

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Int[0, s_words.Length - 1].Select(i => s_words[i]),
        SpecText.AnyText.Select(text => SpecText.WellFormed(text)));

    private static readonly Gen<JsonNode?> s_document = Gen.Recursive<JsonNode?>((depth, inner) => depth > 2
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(s_text, inner).Array[0, 4].Select(members => (JsonNode?)SpecText.Map(members))));

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        s_text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null));

    [Fact]
    public void Document_is_read_the_same_in_every_style() => Gen.Select(s_document, Gen.Int).Sample(
        (document, seed) =>
        {
            string text = YamlWriter.Write(document, seed);
            try
            {
                Same(document, YamlSpecReader.Read(text, TestContext.Current.CancellationToken), text);
            }
            catch (Exception exception) when (exception is SpecReadException or Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{(exception as SpecReadException)?.Span} {exception.Message}\n{text}");
            }
        },
        iter: int.Parse(
            Environment.GetEnvironmentVariable("OUTREACH_STYLE_RUNS") ?? "2000", System.Globalization.CultureInfo.InvariantCulture));

    private static void Same(JsonNode? expected, SpecNode node, string text)
    {
        switch (expected)
        {
            case JsonObject map:
                SpecMapping mapping = Assert.IsType<SpecMapping>(node);
                Assert.Equal(map.Select(member => member.Key), mapping.Members.Select(member => member.Key.Text));
                foreach (SpecMember member in mapping.Members)
                    Same(map[member.Key.Text], member.Value, text);
                break;
            case JsonArray items:
                SpecSequence sequence = Assert.IsType<SpecSequence>(node);
                Assert.Equal(items.Count, sequence.Items.Count);
                for (int i = 0; i < items.Count; i++)
                    Same(items[i], sequence.Items[i], text);
                break;
            default:
                Same(expected, Assert.IsType<SpecScalar>(node), text);
                break;
        }
    }

    private static void Same(JsonNode? expected, SpecScalar scalar, string text)
    {
        bool isText = expected?.GetValueKind() == System.Text.Json.JsonValueKind.String;
        string value = isText ? expected!.GetValue<string>() : expected?.ToJsonString() ?? "null";

        Assert.Equal(value, scalar.Text);
        Assert.Equal(isText, scalar.IsText || !YamlWriter.IsWord(scalar.Text));
        if (!scalar.IsText && !scalar.Text.Contains(' ', StringComparison.Ordinal))
            Assert.EndsWith(scalar.Text, text.Substring(scalar.Span.Start, scalar.Span.Length), StringComparison.Ordinal);
    }
}
