using System.Text.RegularExpressions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Pages that give a test as their proof name one that there is.</summary>
public partial class NamedTestTests
{
    private static string Root => Path.Combine(Repository.TestFolder(), "../..");

    [Theory]
    [InlineData("docs/comparison.md")]
    [InlineData("docs/faults.md")]
    public async Task Each_test_that_a_page_names_is_there(string page)
    {
        string[] named =
            [.. NamedTest().Matches(await File.ReadAllTextAsync(Path.Combine(Root, page), TestContext.Current.CancellationToken))
            .Select(match => match.Groups[1].Value).Distinct()];
        HashSet<string> there = [.. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Test().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(there));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"public (?:async Task|Task|void) ([A-Za-z0-9_]+)\(")]
    private static partial Regex Test();
}
