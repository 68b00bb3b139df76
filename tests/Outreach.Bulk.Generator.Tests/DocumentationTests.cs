namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the documentation shows compiles, and no rule has anything to say about it.</summary>
public class DocumentationTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        "emulator/README.md",
        "runtime/package/README.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
    ];

    private static string Root => Path.Combine(Repository.TestFolder(), "../..");

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_compiles_without_a_warning_or_a_hint(string page) =>
        Assert.Empty(await DocumentedCode.BuildAsync(await File.ReadAllTextAsync(Path.Combine(Root, page), TestContext.Current.CancellationToken)));

    [Fact]
    public async Task A_page_that_shows_a_mistake_is_found() => Assert.Contains(
        await DocumentedCode.BuildAsync("```csharp\nusing Acme.Sales;\n\nAccountFilter nothing = new() { Id = [] };\nConsole.WriteLine(nothing);\n```\n"),
        problem => problem.Contains("error OB301: 'Id' is assigned an empty list", StringComparison.Ordinal));
}
