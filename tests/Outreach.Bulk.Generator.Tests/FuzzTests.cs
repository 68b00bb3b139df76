using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// Descriptions damaged at random, in their text and in their structure: no exception, no hang, and what is emitted compiles.
/// A few rounds with every run of the tests; for longer, set OUTREACH_FUZZ_MINUTES, and OUTREACH_FUZZ_DESCRIPTION to the
/// path of another document, JSON or YAML. A failure names the seed that repeats it.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int RoundsOfATest = 15;

    // Far beyond what the largest document takes; only a hang gets here.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    [Fact]
    public void Damaged_description_gives_code_that_compiles_or_a_reason()
    {
        string document = Environment.GetEnvironmentVariable("OUTREACH_FUZZ_DESCRIPTION") is { Length: > 0 } path
            ? File.ReadAllText(path)
            : Repository.PackagedDescription;

        // In a large document most damage hits what is not read; in a small one nearly all of it counts.
        (string Text, string Json)[] documents =
        [
            (Descriptions.Small, YamlText.ToJson(Descriptions.Small)),
            (document, document.TrimStart().StartsWith('{') ? document : YamlText.ToJson(document)),
        ];
        double minutes = double.Parse(Environment.GetEnvironmentVariable("OUTREACH_FUZZ_MINUTES") ?? "0", CultureInfo.InvariantCulture);
        int first = minutes > 0 ? Environment.TickCount : 0;
        int rounds = 0, emitted = 0, compiled = 0;
        long start = Stopwatch.GetTimestamp();
        while (minutes > 0 ? Stopwatch.GetElapsedTime(start).TotalMinutes < minutes : rounds < RoundsOfATest)
        {
            int seed = first + rounds++;
            Random random = new(seed);
            bool isLarge = random.Next(4) == 0;
            (string text, string json) = documents[isLarge ? 1 : 0];
            string damaged = random.Next(4) switch
            {
                0 => Damage.Text(text, random),
                1 => Damage.Text(json, random),
                _ => Damage.Structure(json, random),
            };
            bool compiles = !isLarge || random.Next(minutes > 0 ? 4 : 1) == 0;
            (bool hasFiles, bool wasCompiled) = Check(seed, damaged, compiles);
            emitted += hasFiles ? 1 : 0;
            compiled += wasCompiled ? 1 : 0;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{rounds} rounds, {emitted} emitted code, {compiled} of it compiled"));
        Assert.InRange(emitted, 1, rounds);
    }

    [Fact]
    public void Damaged_overlay_gives_code_that_compiles_or_a_reason()
    {
        string json = YamlText.ToJson(Repository.PackagedOverlay);
        int read = 0;
        for (int seed = 0; seed < RoundsOfATest; seed++)
        {
            Random random = new(seed);
            string damaged = random.Next(3) == 0 ? Damage.Text(Repository.PackagedOverlay, random) : Damage.Structure(json, random);
            read += Check(seed, Descriptions.Small, compile: true, MemoryFile.Overlay("overlay.yml", damaged)).HasFiles ? 1 : 0;
        }

        Assert.InRange(read, 1, RoundsOfATest);
    }

    private static (bool HasFiles, bool WasCompiled) Check(int seed, string description, bool compile, params MemoryFile[] overlays)
    {
        long start = Stopwatch.GetTimestamp();
        GeneratorRun run = GeneratorRun.Of([new("openapi.yml", description), .. overlays]);
        try
        {
            Assert.Null(run.Result.Exception);
            Assert.True(
                run.Files.Count > 0 || run.Result.Diagnostics.Any(problem => problem.Severity == DiagnosticSeverity.Error), "no code and no reason");
            Assert.True(Stopwatch.GetElapsedTime(start) < s_longest, "took too long");
            if (run.Files.Count > 0 && compile)
                Checks.CompilesWithoutWarning(run.Output);
            return (run.Files.Count > 0, compile && run.Files.Count > 0);
        }
        catch (Exception exception)
        {
            string file = Path.Combine(Path.GetTempPath(), $"outreach-fuzz-{seed}.txt");
            File.WriteAllText(file, overlays.Length == 0 ? description : overlays[0].Content);
            throw new InvalidOperationException($"seed {seed}, written to {file}", exception);
        }
    }

    /// <summary>Ways to damage a document.</summary>
    private static class Damage
    {
        private static readonly string[] s_pieces =
        [
            "\"", "'", "\\", "\n", "\r\n", "\t", "  ", "{", "}", "[", "]", ":", ": ", "- ", "? ", "&a ", "*a", "!t ", "|\n", ">\n", "#",
            "%", "@", "`",
            "\u0000", "\u2028", "\ud83d", "\ude00", "\ufeff", "$ref", "\"$ref\": "
                + "\"#/components/schemas/account\"", "allOf", "null", "true", "-1", "1e400",
            "*/", "</summary>", "]]>", "{0}", "\\u0022", "x-outreach-fields-of", "x-outreach-filterable-by", "x-outreach-known-values",
            "properties",
        ];

        private static readonly string[] s_names =
        [
            "class", "Account", "AccountFilter", "Everything", "Equals", "ToString", "id", "ids", "filter", "objectName", "a\"b", "a\nb",
            "*/", "</summary>",
            "größe", "_", "1", "", " ", "__arglist", "@event", "a.b", "a-b", "A", "\u200b", "\ud800", "$ref", "properties", "Accounts",
            "outreachClient", "record",
        ];

        public static string Text(string text, Random random)
        {
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                int start = random.Next(text.Length), length = Math.Min(random.Next(60), text.Length - start);
                text = random.Next(5) switch
                {
                    0 => text.Remove(start, length),
                    1 => text.Insert(start, text.Substring(random.Next(text.Length - length), length)),
                    2 => text.Remove(start, length).Insert(start, Any(s_pieces, random)),
                    3 => text.Insert(start, string.Concat(Enumerable.Repeat(Any(s_pieces, random), random.Next(1, 200)))),
                    _ => text[..start],
                };
            }

            return text.Length == 0 ? " " : text;
        }

        public static string Structure(string json, Random random)
        {
            JsonNode root = JsonNode.Parse(json)!;
            JsonNode[] nodes = [.. Containers(root)];
            for (int i = random.Next(1, 8); i > 0; i--)
                Change(nodes[random.Next(nodes.Length)], nodes, random);
            return root.ToJsonString();
        }

        private static IEnumerable<JsonNode> Containers(JsonNode node)
        {
            yield return node;
            IEnumerable<JsonNode?> children = node is JsonObject map ? map.Select(member => member.Value) : (JsonArray)node;
            foreach (JsonNode child in children.Where(child => child is JsonObject or JsonArray).SelectMany(child => Containers(child!)))
                yield return child;
        }

        private static void Change(JsonNode node, JsonNode[] nodes, Random random)
        {
            JsonNode? value = random.Next(7) switch
            {
                0 => nodes[random.Next(nodes.Length)].DeepClone(),
                1 => JsonValue.Create(Any(s_pieces, random)),
                2 => JsonValue.Create(random.Next(-5, 5)),
                3 =>
                    new JsonObject { ["$ref"] = Any(
                        ["#/components/schemas/account", "#/paths", "other.yml", "#", "#/components/schemas/nothing"], random) },
                4 => null,
                5 =>
                    new JsonObject
                    {
                        ["type"] = Any(["string", "integer", "array", "object", "number", "date"], random),
                        ["description"] = Any(s_pieces, random)
                    },
                _ => new JsonArray(Any(s_names, random), random.Next(9)),
            };
            if (value?.ToJsonString().Length > 200_000)
                return;
            if (node is JsonArray items)
            {
                if (items.Count > 0 && random.Next(2) == 0)
                    items[random.Next(items.Count)] = value;
                else
                    items.Add(value);
                return;
            }

            JsonObject map = (JsonObject)node;
            string name = map.Count > 0 && random.Next(2) == 0 ? map.ElementAt(random.Next(map.Count)).Key : Any(s_names, random);
            if (random.Next(4) == 0)
                map.Remove(name);
            else
                map[name] = value;
        }

        private static string Any(string[] texts, Random random) => texts[random.Next(texts.Length)];
    }
}
