using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Texts to read, and readings to compare.</summary>
internal static class SpecText
{
    private static readonly string[] s_telling =
    [
        "", " ", "a", "true", "null", "~", "12", "1e3", "- a", "a: b", "# no", "'", "\"", "\\", "\n", "\r\n\r\n", "\t", "&a", "*a", "!t",
        "|",
        ">", "%", "@", "[", "]", "{", "}", ",", "?", ":", "\u0085", "\u2028", "\ufeff", "\u0000", "\ud83d\ude00", "\ud800",
    ];

    /// <summary>Any text: well-formed or not, and often what matters to YAML and JSON.</summary>
    public static Gen<string> AnyText { get; } = Gen.OneOf(
        Gen.String,
        Gen.Const(s_telling).SelectMany(texts => Gen.Int[0, texts.Length - 1].Select(i => texts[i])));

    /// <summary>A random document of maps, lists, texts, numbers and words.</summary>
    public static Gen<JsonNode?> AnyDocument { get; } = Gen.Recursive<JsonNode?>((depth, inner) => depth > 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(AnyText, inner).Array[0, 4].Select(members => (JsonNode?)Map(members))));

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        AnyText.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null));

    public static SpecNode Read(string text) =>
        SpecReader.Read(SourceText.From(text, Encoding.UTF8), isJson: false, TestContext.Current.CancellationToken);

    /// <summary>What a reading says, without places.</summary>
    public static string Describe(SpecNode node)
    {
        StringBuilder text = new();
        Describe(node, text);
        return text.ToString();
    }

    public static string Describe(JsonNode? node)
    {
        StringBuilder text = new();
        Describe(node, text);
        return text.ToString();
    }

    public static JsonObject Map((string Name, JsonNode? Value)[] members)
    {
        JsonObject map = [];
        foreach ((string name, JsonNode? value) in members)
            map[WellFormed(name)] = value?.DeepClone();
        return map;
    }

    private static void Describe(SpecNode node, StringBuilder text)
    {
        switch (node)
        {
            case SpecScalar scalar:
                text.Append(scalar.IsText ? $"<{scalar.Text}>" : scalar.Text);
                break;
            case SpecSequence sequence:
                text.Append('[');
                foreach (SpecNode item in sequence.Items)
                {
                    Describe(item, text);
                    text.Append(';');
                }

                text.Append(']');
                break;
            case SpecMapping mapping:
                text.Append('{');
                foreach (SpecMember member in mapping.Members)
                {
                    text.Append('<').Append(member.Key.Text).Append(">=");
                    Describe(member.Value, text);
                    text.Append(';');
                }

                text.Append('}');
                break;
        }
    }

    private static void Describe(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonArray items:
                text.Append('[');
                foreach (JsonNode? item in items)
                {
                    Describe(item, text);
                    text.Append(';');
                }

                text.Append(']');
                break;
            case JsonObject members:
                text.Append('{');
                foreach ((string name, JsonNode? value) in members)
                {
                    text.Append('<').Append(name).Append(">=");
                    Describe(value, text);
                    text.Append(';');
                }

                text.Append('}');
                break;
            default:
                text.Append(
                    node.GetValueKind() == System.Text.Json.JsonValueKind.String
                        ? $"<{WellFormed(node.GetValue<string>())}>"
                        : node.ToJsonString());
                break;
        }
    }

    // A JSON writer replaces halves of characters.
    public static string WellFormed(string text) => Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text));
}
