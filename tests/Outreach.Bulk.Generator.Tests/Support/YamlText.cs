using System.Globalization;
using System.Text.Json.Nodes;
using SharpYaml;
using SharpYaml.Serialization;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The same document, written otherwise.</summary>
internal static class YamlText
{
    /// <summary>Every map's members in another order.</summary>
    public static string Shuffle(string yaml, int seed)
    {
        YamlDocument document = Load(yaml);
        Shuffle(document.RootNode, new Random(seed));
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        new YamlStream(document).Save(writer, isLastDocumentEndImplicit: true);
        return writer.ToString();
    }

    public static string ToJson(string yaml) => ToJson(Load(yaml).RootNode)!.ToJsonString();

    private static YamlDocument Load(string yaml)
    {
        YamlStream stream = new();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Single();
    }

    private static void Shuffle(YamlNode node, Random random)
    {
        if (node is YamlSequenceNode items)
        {
            foreach (YamlNode item in items.Children)
                Shuffle(item, random);
        }

        if (node is not YamlMappingNode map)
            return;
        KeyValuePair<YamlNode, YamlNode>[] members = [.. map.Children];
        random.Shuffle(members);
        map.Children.Clear();
        foreach ((YamlNode name, YamlNode value) in members)
        {
            Shuffle(value, random);
            map.Children.Add(name, value);
        }
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map =>
            new JsonObject(map.Children.Select(member => KeyValuePair.Create(((YamlScalarNode)member.Key).Value!, ToJson(member.Value)))),
        YamlSequenceNode items => new JsonArray([.. items.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when long.TryParse(
            text, CultureInfo.InvariantCulture, out long number) => JsonValue.Create(number),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => null,
    };
}
