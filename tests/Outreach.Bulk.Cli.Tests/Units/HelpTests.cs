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
            RootCommand root = Root();
            foreach (HelpOption help in root.Options.OfType<HelpOption>())
                ((HelpAction)help.Action!).MaxWidth = 200;
            Assert.Equal(0, root.Parse($"{path} --help").Invoke(new() { Output = printed }));
            string[] lines = [.. printed.ToString().ReplaceLineEndings("\n").Split('\n').Where(line => path.Length == 0 || !IsOfAll(line))];
            text.Append("$ outreach-bulk ").Append(path).Append(" --help\n").AppendJoin('\n', lines).Append('\n');
        }

        TextVerifier.Verify(
            text.ToString().Replace("testhost", "outreach-bulk", StringComparison.Ordinal).Replace(
                "Outreach.Bulk.Cli.Tests", "outreach-bulk", StringComparison.Ordinal));
    }

    // What every command takes is shown once.
    private static bool IsOfAll(string line) =>
        ((string[])["--json", "--base-address", "--token-file", "--profile", "--store", "--types", "-h, --help"])
        .Any(option => line.TrimStart().StartsWith(option, StringComparison.Ordinal));

    private static RootCommand Root() => CommandTree.Create(Terminal.OfProcess(_ => null));

    private static IEnumerable<string> Walk(Command command, string path) => command.Subcommands
        .SelectMany(each => Walk(each, $"{path} {each.Name}".Trim()))
        .Prepend(path);
}
