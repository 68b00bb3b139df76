using System.Text.Json;

namespace Outreach.Bulk.Cli.Output;

/// <summary>
/// Where a command says what it sees. The same is said whatever the form: words for people, or one JSON object a line.
/// </summary>
internal abstract class Report
{
    public static Report To(Terminal terminal, bool asJson) =>
        asJson ? new JsonReport(terminal.Output, terminal.Error) : new TextReport(terminal.Out, terminal.Error);

    /// <summary>Data that was asked for, such as a record or a row of a list.</summary>
    /// <param name="name">The event's name in JSON.</param>
    /// <param name="members">Writes its members.</param>
    /// <param name="words">The same in words, on standard output; null to say nothing there.</param>
    public abstract void Data(string name, Action<Utf8JsonWriter> members, string? words);

    /// <summary>What happens meanwhile. In words it goes to standard error.</summary>
    public abstract void Status(string name, Action<Utf8JsonWriter> members, string? words);

    /// <summary>The last line: how it ended.</summary>
    public abstract void Result(int exitCode, string words);

    /// <summary>That a command has ended which said in data all that there is to say. In words that is silence.</summary>
    public virtual void Complete(int exitCode)
    {
    }

    /// <summary>The same where the tool ends in the middle of something: nothing is said after it. In words it goes to standard error.</summary>
    public abstract void EndedAtOnce(int exitCode, string words);

    /// <summary>An error, with its exit code.</summary>
    public abstract void Error(int exitCode, string message);
}
