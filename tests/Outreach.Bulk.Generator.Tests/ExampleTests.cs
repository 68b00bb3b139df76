using System.Net;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the documentation of each action shows compiles, and no rule has anything to say about it.</summary>
public partial class ExampleTests
{
    [Fact]
    public async Task Each_action_has_an_example_that_compiles()
    {
        GeneratorRun run = GeneratorRun.Of(
            [new("openapi.yml", Repository.PackagedDescription), MemoryFile.PackedOverlay(Repository.PackagedOverlay)]);
        string[] examples =
        [
            .. run.Files.Values.SelectMany(file => Example().Matches(file))
                .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value.Replace("    /// ", "    ", StringComparison.Ordinal))),
        ];

        Assert.Equal(run.Files.Values.Sum(file => Action().Count(file)), examples.Length);
        Assert.Empty(await DocumentedCode.BuildAsync(
            $$"""
            ```csharp
            using Acme.OutreachApi;
            using Outreach.Bulk;

            OutreachClient outreach = new(new OutreachBulkOptions());
            {{string.Join('\n', examples.Select(example => $"{{\n{example}    Console.WriteLine(result.Outcome);\n}}"))}}
            ```
            """));
    }

    [GeneratedRegex(@"/// <example>\n\s*/// <code>\n(.*?)\s*/// </code>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\.GeneratedCalls\.StartAsync\(")]
    private static partial Regex Action();
}
