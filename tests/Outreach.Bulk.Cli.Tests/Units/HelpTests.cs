using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using Outreach.Bulk.Cli.Commands;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>The help of every command, as it is printed.</summary>
public sealed class HelpTests
{
    /// <summary>All commands, as they are typed.</summary>
    internal static IReadOnlyList<string> Paths { get; } = [.. Walk(Root(), "")];

    [Fact]
    public void Help_of_every_command()
    {
        StringBuilder text = new();
        foreach (string path in Paths)
        {
            using StringWriter printed = new();
            Command root = Root();
            root.Options.Select(option => option.Action).OfType<ToolHelp>().Single().Own.MaxWidth = 200;
            Assert.Equal(0, root.Parse($"{path} --help").Invoke(new() { Output = printed }));
            string[] lines = [.. printed.ToString().ReplaceLineEndings("\n").Split('\n').Where(line => path.Length == 0 || !IsOfAll(line))];
            text.Append("$ outreach-bulk ").Append(path).Append(" --help\n").AppendJoin('\n', lines).Append('\n');
        }

        TextVerifier.Verify(text.ToString());
    }

    [Fact]
    public void A_command_is_made_by_the_name_that_it_is_found_by()
    {
        foreach (Command command in Root().Subcommands.Where(each => !each.Hidden))
        {
            Command only = CommandTree.Create(Terminal.OfProcess(_ => null), command.Name);
            Assert.Equal([command.Name], only.Subcommands.Select(each => each.Name));
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(66)]
    [InlineData(100)]
    public void The_tools_help_is_no_wider_than_the_terminal_and_loses_no_word(int width)
    {
        string[] wide = Words(1_000);
        Assert.Equal(wide, Words(width));

        string[] Words(int columns)
        {
            using StringWriter printed = new();
            Command root = Root();
            root.Options.Select(option => option.Action).OfType<ToolHelp>().Single().Own.MaxWidth = columns;
            Assert.Equal(0, root.Parse("--help").Invoke(new() { Output = printed }));
            Assert.All(printed.ToString().ReplaceLineEndings("\n").Split('\n'), line => Assert.InRange(line.Length, 0, columns));
            return printed.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
    }

    // What every command takes is shown once.
    private static bool IsOfAll(string line) =>
        ((string[])["--json", "--base-address", "--token-file", "--profile", "--store", "--types", "-h, --help"])
        .Any(option => line.TrimStart().StartsWith(option, StringComparison.Ordinal));

    private static Command Root() => CommandTree.Create(Terminal.OfProcess(_ => null));

    private static IEnumerable<string> Walk(Command command, string path) => command.Subcommands
        .Where(each => !each.Hidden)
        .SelectMany(each => Walk(each, $"{path} {each.Name}".Trim()))
        .Prepend(path);
}
