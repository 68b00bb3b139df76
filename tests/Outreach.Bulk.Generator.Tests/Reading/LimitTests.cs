using System.Text;
using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 9: a description that is too much costs little and is told so. None of these may take noticeable time or memory.</summary>
public class LimitTests
{
    private const int Deep = 50_000;

    public static TheoryData<string, string> TooMuch => new()
    {
        { "lists in lists", new string('[', Deep) },
        { "lists in lists, closed", new string('[', Deep) + new string(']', Deep) },
        { "lists in a JSON map", "{\"a\":" + new string('[', Deep) },
        { "maps in JSON maps", string.Concat(Enumerable.Repeat("{\"a\":", Deep)) },
        { "maps in maps", string.Concat(Enumerable.Repeat("{a: ", Deep)) },
        { "block lists in block lists", string.Concat(Enumerable.Repeat("- ", Deep)) },
        { "block maps by indentation", Indented(500) },
        { "many nodes", "a: [" + string.Concat(Enumerable.Repeat("1,", 600_000)) + "1]" },

        {
            "many properties",
            "{\"openapi\":\"3.0.3\",\"paths\":{" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"p{i}\":1")) + "}}"
        },
        { "much text", "a: " + new string('x', ReadingLimits.Length) },
        { "white space", new string(' ', 100_000_000) },
        { "line ends", "a: b" + new string('\n', 100_000_000) },

        {
            "a long name of a member",
            Of(Action("accountsPause", $"{{ properties: {{ ? {new string('x', 2_000)} : {{ type: string }} }} }}"))
        },
        { "many bulk actions by aliases of one, with many attributes", Bomb() },
        { "many attributes by aliases of one, with much to say", Talk() },
    };

    [Theory]
    [MemberData(nameof(TooMuch), DisableDiscoveryEnumeration = true)]
    public void Too_much_is_refused(string what, string description)
    {
        Assert.NotEmpty(what);
        GeneratorRun run = GeneratorRun.Of(description);

        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Files);
        Assert.Equal([DiagnosticIds.LimitExceeded], run.Problems.Select(problem => problem.Id));
    }

    [Fact]
    public void Aliases_of_aliases_outside_of_what_is_read_cost_nothing()
    {
        GeneratorRun run = GeneratorRun.Of(Small + "x-bomb:\n" + Layers());

        Assert.Empty(run.Problems);
        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void Description_of_the_deepest_nesting_is_read()
    {
        int depth = ReadingLimits.Depth - 1;
        GeneratorRun run = GeneratorRun.Of(Small + "x-deep: " + new string('[', depth) + new string(']', depth) + "\n");

        Assert.Empty(run.Problems);
        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void Limit_is_reported_where_it_is_reached()
    {
        Diagnostic problem = GeneratorRun.Of("openapi: 3.0.3\nx: " + new string('[', 100)).Problems[0];

        Assert.StartsWith(
            $"openapi.yml(2,{4 + ReadingLimits.Depth - 1}): error OB116: The description is more than is read: it is nested deeper than "
                + "64 levels.",
            problem.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_without_end_are_cut_short()
    {
        string properties = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"p{i}: {{ $ref: nowhere{i}.yml }}"));
        GeneratorRun run = GeneratorRun.Of(Of(Action("accountsPause", $"{{ properties: {{ {properties} }} }}")));

        Assert.Equal(PlacedProblems.Most, run.Problems.Length);
        Assert.NotEmpty(run.Files);
    }

    private static string Indented(int depth)
    {
        StringBuilder text = new();
        for (int i = 0; i < depth; i++)
            text.Append(' ', i).Append("a:\n");
        return text.ToString();
    }

    // Ten layers of ten aliases each: ten thousand million nodes, if written out.
    private static string Layers()
    {
        StringBuilder text = new("  l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++)
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"  l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]\n");
        }

        return text.ToString();
    }

    private static string Talk()
    {
        string said = $"a0: &all {{ type: string, description: {new string('x', ReadingLimits.Length / 100)} }}";
        return Of(Action(
            "accountsPause", $"{{ properties: {{ {said}, {string.Join(", ", Enumerable.Range(1, 100).Select(i => $"a{i}: *all"))} }} }}"));
    }

    private static string Bomb()
    {
        const int many = 1_000;
        string attributes = string.Join(", ", Enumerable.Range(0, many).Select(i => $"a{i}: {{ type: string }}"));
        string action = Action("accountsPause", $"{{ properties: {{ {attributes} }} }}").Replace(
            "Pause:", "Pause: &all", StringComparison.Ordinal);
        return Of([action, .. Enumerable.Range(0, many).Select(i => $"  /batches/actions/accountsPause{i}: *all")]);
    }
}
