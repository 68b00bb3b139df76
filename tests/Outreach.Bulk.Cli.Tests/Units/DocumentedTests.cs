using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What the page of the command line lists is what there is: exit codes, events, variables and commands.</summary>
public sealed partial class DocumentedTests
{
    private static readonly string s_page = File
        .ReadAllText(Path.Combine(ToolProcess.Repository, "docs/command-line.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Exit_codes_are_documented_with_the_words_of_the_tool_and_each_is_asserted_by_a_test()
    {
        string[] rows = [.. Rows("Exit codes").Select(row => Plain(row))];
        Assert.Equal(
            ExitCode.All.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Code} | {Plain(each.Meaning)}")), rows);
        string tests = string.Concat(
            Directory.GetFiles(Path.Combine(ToolProcess.Repository, "tests/Outreach.Bulk.Cli.Tests/Commands"), "*.cs")
                .Select(File.ReadAllText));
        foreach (string name in typeof(ExitCode).GetFields().Where(field => field.IsLiteral).Select(field => field.Name))
            Assert.True(Regex.IsMatch(tests, $@"\b(ExpectAsync|Equal)\(\s*ExitCode\.{name}\b"), $"No test asserts ExitCode.{name}.");
    }

    [Fact]
    public void Events_are_documented()
    {
        string[] emitted = Sorted(Sources().SelectMany(text => Emitted().Matches(text)), "error", "result");
        string[] documented = Sorted(Rows("JSON").SelectMany(row => Code().Matches(row.Split('|')[0])));
        Assert.Equal(emitted, documented);
    }

    [Fact]
    public void Variables_that_are_read_are_those_that_help_lists()
    {
        string[] read = Sorted(Sources().SelectMany(text => Read().Matches(text)));
        Assert.Equal(read, EnvironmentVariables.All.Select(each => each.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_is_on_the_page()
    {
        foreach (string path in HelpTests.Paths.Where(path => path.Length > 0))
            Assert.True(s_page.Contains($"`{path}`", StringComparison.Ordinal), $"The page does not name `{path}`.");
    }

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Path.Combine(ToolProcess.Repository, "cli"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    private static IEnumerable<string> Rows(string title)
    {
        string section = Regex.Split(s_page, "^## ", RegexOptions.Multiline).Single(
            part => part.StartsWith(title + "\n", StringComparison.Ordinal));
        return section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Where(
            line => !line.StartsWith("|--", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' '));
    }

    private static string[] Sorted(IEnumerable<Match> matches, params string[] more) =>
        [.. matches.Select(match => match.Groups[1].Value).Concat(more).Distinct().Order(StringComparer.Ordinal)];

    // The page has code and links where the tool has words.
    private static string Plain(string text) => Regex.Replace(text, @"`|\[|\]\([^)]*\)|docs/", "");

    [GeneratedRegex("Report\\s*\\.\\s*(?:Data|Status)\\(\\s*\"(\\w+)\"")]
    private static partial Regex Emitted();

    [GeneratedRegex("(?:[vV]ariable|GetEnvironmentVariable|Absolute)\\((?:variable, )?\"([A-Z_]+)\"\\)")]
    private static partial Regex Read();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Code();
}
