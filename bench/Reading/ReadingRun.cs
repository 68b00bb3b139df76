using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Benchmarks.Measuring;
using YamlDotNet.Serialization;

namespace Outreach.Bulk.Benchmarks.Reading;

/// <summary>All comparisons of reading, for one description and its twin in the other format.</summary>
internal static class ReadingRun
{
    // The runtime compiles a method at its best after thirty calls, and a round takes a third of a second.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(30);

    public static async Task PrintAsync(string description)
    {
        (string json, string yaml) = description.TrimStart().StartsWith('{')
            ? (description, description)
            : (ToJson(description), description);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-bulk-bench-");
        try
        {
            await RunAsync("JSON", json, folder, new(0.07));
            if (yaml != json)
                await RunAsync("YAML", yaml, folder, new(0.1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string format, string description, DirectoryInfo folder, Limit warm)
    {
        string path = Path.Combine(folder.FullName, format);
        await File.WriteAllTextAsync(path, description);
        await ColdReading.PrintAsync(format, path, new(0.25));
        await ShortRun.PrintAsync(() => Task.FromResult<IComparison>(new ReadingComparison(format, description, warm)), s_warmUp);
    }

    // The twin is made by a library that neither side reads with.
    private static string ToJson(string yaml)
    {
        object? document = new DeserializerBuilder()
            .WithAttemptingUnquotedStringTypeDeserialization()
            .Build()
            .Deserialize(new StringReader(yaml));
        return JsonSerializer.Serialize(Node(document));
    }

    private static JsonNode? Node(object? value) => value switch
    {
        IDictionary<object, object?> map => new JsonObject(
            map.Select(member => KeyValuePair.Create((string)member.Key, Node(member.Value)))),
        IList<object?> items => new JsonArray([.. items.Select(Node)]),
        _ => JsonValue.Create(value),
    };
}
