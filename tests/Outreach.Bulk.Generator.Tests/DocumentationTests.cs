using System.Reflection;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the documentation shows compiles, and no rule has anything to say about it.</summary>
public partial class DocumentationTests
{
    // Shows how to register with OpenTelemetry, which nothing here refers to.
    private const string PageOfAnotherPackage = "docs/telemetry.md";

    public static TheoryData<string> Pages =>
    [
        "README.md",
        "emulator/README.md",
        "runtime/package/README.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs/recipes"), "*.md"))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(page => page != PageOfAnotherPackage)
            .Order(StringComparer.Ordinal),
    ];

    private static string Root => Path.Combine(Repository.TestFolder(), "../..");

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_compiles_without_a_warning_or_a_hint(string page)
    {
        string[] problems =
        [
            .. await DocumentedCode.BuildAsync(
                await File.ReadAllTextAsync(Path.Combine(Root, page), TestContext.Current.CancellationToken)),
        ];
        Assert.True(problems.Length == 0, string.Join('\n', problems));
    }

    [Fact]
    public async Task The_tests_that_the_page_about_testing_shows_pass()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Root, "docs/testing.md"), TestContext.Current.CancellationToken);
        MethodInfo[] tests =
        [
            .. DocumentedCode.Load(page).GetTypes().SelectMany(type => type.GetMethods())
                .Where(method => method.IsDefined(typeof(FactAttribute))),
        ];

        Assert.Equal(6, tests.Length);
        foreach (MethodInfo test in tests)
            await (Task)test.Invoke(Activator.CreateInstance(test.DeclaringType!), null)!;
    }

    [Fact]
    public async Task The_READMEs_dangerous_call_is_stopped_as_it_says_and_its_fix_mends_it()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(Root, "README.md"), TestContext.Current.CancellationToken);
        string error = OneError().Match(readme).Groups[1].Value;
        string[] difference = OneDifference().Match(readme).Groups[1].Value.Split('\n');

        string problem = Assert.Single(await BuildAsync(difference));
        Assert.Equal(error, problem[problem.IndexOf("error ", StringComparison.Ordinal)..]);
        Assert.Empty(await BuildAsync(difference.Where(line => !line.StartsWith('-'))));
    }

    [Fact]
    public async Task A_page_that_shows_a_mistake_is_found() => Assert.Contains(
        await DocumentedCode.BuildAsync(
            "```csharp\nusing Acme.OutreachApi;\n\nAccountFilter nothing = new() { Id = [] };\nConsole.WriteLine(nothing);\n```\n"),
        problem => problem.Contains("error OB301: 'Id' is assigned an empty list", StringComparison.Ordinal));

    private static Task<IEnumerable<string>> BuildAsync(IEnumerable<string> lines) => DocumentedCode.BuildAsync(
        $"""
        ```csharp
        using Acme.OutreachApi;
        using Outreach.Bulk;

        OutreachClient outreach = new(new OutreachBulkOptions());
        {string.Join('\n', lines.Select(line => line.Length == 0 ? "" : line[1..]))}
        Console.WriteLine(cleanup.Id);
        ```
        """);

    [GeneratedRegex(@"^Cleanup\.cs\(9,5\): (error OB304: .*) \(file:///.*/docs/rules/OB304\.md\)$", RegexOptions.Multiline)]
    private static partial Regex OneError();

    [GeneratedRegex("^```diff\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex OneDifference();
}
