using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>The help of the tool itself, its commands by what they are for. Each command's own help is the library's.</summary>
/// <param name="groups">The commands by heading.</param>
/// <param name="own">The help of a command.</param>
internal sealed class ToolHelp(IReadOnlyList<(string Heading, IReadOnlyList<Command> Commands)> groups, HelpAction own)
    : SynchronousCommandLineAction
{
    private const int Indent = 2;

    // Narrower text than this is easier to read below its name than beside it.
    private const int NarrowText = 30;

    /// <summary>The help of a command.</summary>
    public HelpAction Own => own;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Parent is not null)
            return own.Invoke(parseResult);
        Command root = parseResult.CommandResult.Command;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        int width = Math.Max(own.MaxWidth, 1);
        Write(output, "", root.Description ?? "", 0, width);
        output.WriteLine($"\nUsage: {root.Name} COMMAND [options]");
        int column = groups.SelectMany(group => group.Commands).Max(command => Label(command).Length);
        foreach ((string heading, IReadOnlyList<Command> commands) in groups)
        {
            output.WriteLine($"\n{heading}:");
            foreach (Command command in commands)
                WriteRow(output, Label(command), command.Description ?? "", column, width);
        }

        output.WriteLine("\nOptions:");
        column = root.Options.Max(option => Label(option).Length);
        foreach (Option option in root.Options)
            WriteRow(output, Label(option), option.Description ?? "", column, width);
        output.WriteLine();
        Write(output, "", $"{root.Name} COMMAND --help explains a command.", 0, width);
        return 0;
    }

    private static string Label(Command command) => string.Join(' ', command.Arguments
        .Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? $"<{Name(argument)}>" : $"[{Name(argument)}]")
        .Prepend(command.Name));

    private static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    private static string Label(Option option) =>
        string.Join(", ", option.Aliases.Append(option.Name)) + (option.HelpName is { } value ? $" <{value}>" : "");

    private static void WriteRow(TextWriter output, string label, string text, int column, int width)
    {
        int start = Indent + column + Indent;
        string line = "  " + label.PadRight(column + Indent);
        if (width - start < NarrowText)
        {
            output.WriteLine(line.TrimEnd());
            start = 2 * Indent;
            line = new(' ', start);
        }

        Write(output, line, text, start, width);
    }

    // Words go on below the first one.
    private static void Write(TextWriter output, string line, string text, int start, int width)
    {
        foreach (string word in text.Split(' '))
        {
            if (line.Length > start && line.Length + word.Length > width)
            {
                output.WriteLine(line.TrimEnd());
                line = new(' ', start);
            }

            line += word + " ";
        }

        output.WriteLine(line.TrimEnd());
    }
}
