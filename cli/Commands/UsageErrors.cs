using System.CommandLine;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>What is wrong with a command line that cannot be parsed.</summary>
internal static class UsageErrors
{
    public static IEnumerable<string> Of(ParseResult given)
    {
        string path = string.Join(' ', CommandTree.PathOf(given).Prepend("outreach-bulk"));
        Command command = given.CommandResult.Command;

        // A word that is no command makes all words behind it wrong, and says nothing of them.
        bool takesCommands = command.Subcommands.Count > 0 && command.Arguments.Count == 0;
        IEnumerable<string> errors = takesCommands && given.UnmatchedTokens is [var word, ..]
            ? [NoSuchCommand(command, word)]
            : given.Errors.Select(error => string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return errors.Append($"{path} --help explains it.");
    }

    private static string NoSuchCommand(Command command, string word)
    {
        try
        {
            return Names.Find([.. command.Subcommands], each => each.Name, word, "command", "").Name;
        }
        catch (CliException exception)
        {
            return exception.Message.TrimEnd();
        }
    }
}
