using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    private static readonly (string Heading, (string Name, Func<CommandRunner, Command> Create)[] Commands)[] s_groups =
    [
        ("Look, and change nothing", [
            ("actions", ActionsCommand.Create), ("count", CountCommand.Create), ("sample", SampleCommand.Create)]),
        ("Plan and act", [
            ("plan", PlanCommand.Create),
            ("apply", ApplyCommand.Create),
            ("import", ImportCommand.Create),
            ("upsert", UpsertCommand.Create)]),
        ("Follow what was started", [
            ("watch", BatchCommands.Watch),
            ("confirm", BatchCommands.Confirm),
            ("cancel", BatchCommands.Cancel),
            ("items", BatchCommands.Items),
            ("failures", BatchCommands.Failures),
            ("batches", BatchesCommand.Create),
            ("imports", ImportsCommands.Create),
            ("jobs", JobsCommands.Create),
            ("journal", JournalCommands.Create),
            ("budget", BudgetCommand.Create)]),
        ("Set up", [
            ("token", TokenCommands.Create),
            ("types", TypesCommand.Create),
            ("probe", ProbeCommand.Create),
            ("completion", CompletionCommand.Create),
            ("help", HelpCommand.Create)]),
    ];

    /// <summary>All commands, or the only one that a command line names: to make all of them takes a tenth of a start.</summary>
    /// <param name="terminal">Where they read and write.</param>
    /// <param name="first">The first word of the command line; null for all commands.</param>
    public static Command Create(Terminal terminal, string? first = null)
    {
        GlobalOptions options = new();
        CommandRunner runner = new(options, terminal);

        // No RootCommand, which would look for its name among the program's attributes.
        Command root = new("outreach-bulk", "Plan, review, apply and watch bulk actions and imports against Outreach.io.");
        if (s_groups.SelectMany(group => group.Commands).FirstOrDefault(each => each.Name == first) is { Create: { } only })
        {
            root.Subcommands.Add(only(runner));
            options.AddTo(root, new HelpAction());
            return root;
        }

        List<(string, IReadOnlyList<Command>)> groups = [];
        foreach ((string heading, (string, Func<CommandRunner, Command> Create)[] entries) in s_groups)
        {
            Command[] commands = [.. entries.Select(each => each.Create(runner))];
            groups.Add((heading, commands));
            foreach (Command command in commands)
                root.Subcommands.Add(command);
        }

        root.Subcommands.Add(CompletionCommand.Complete());
        options.AddTo(root, new ToolHelp(groups, new()));
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
