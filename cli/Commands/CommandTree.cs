using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    public static RootCommand Create(Terminal terminal)
    {
        GlobalOptions options = new();
        CommandRunner runner = new(options, terminal);
        RootCommand root = new("Plan, review, apply and watch bulk actions and imports against Outreach.io.")
        {
            ActionsCommand.Create(runner),
            CountCommand.Create(runner),
            SampleCommand.Create(runner),
            PlanCommand.Create(runner),
            ApplyCommand.Create(runner),
            ImportCommand.Create(runner),
            UpsertCommand.Create(runner),
            ProbeCommand.Create(runner),
            TokenCommands.Create(runner),
        };
        foreach (Command command in BatchCommands.Create(runner))
            root.Subcommands.Add(command);
        root.Subcommands.Add(ImportsCommands.Create(runner));
        root.Subcommands.Add(JobsCommands.Create(runner));
        root.Subcommands.Add(JournalCommands.Create(runner));
        root.Subcommands.Add(BudgetCommand.Create(runner));
        root.Subcommands.Add(TypesCommand.Create(runner));
        root.Subcommands.Add(HelpCommand.Create(runner));
        root.Subcommands.Add(CompletionCommand.Create(runner));
        options.AddTo(root);

        // It would be looked for among the program's attributes.
        root.HelpName = "outreach-bulk";

        // The customs of another system are paths on this one.
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            foreach (string alias in (string[])["-?", "/?", "/h"])
                help.Aliases.Remove(alias);
        }

        return root;
    }

    /// <summary>The names of the command that was typed, without the program's.</summary>
    public static IEnumerable<string> PathOf(ParseResult given)
    {
        Stack<string> names = [];
        for (CommandResult? command = given.CommandResult; command?.Parent is CommandResult parent; command = parent)
            names.Push(command.Command.Name);
        return names;
    }
}
