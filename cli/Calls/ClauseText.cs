using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>A clause as it was typed: <c>owner.id=123</c>, <c>updatedAt&gt;=2026-01-01</c>, <c>touchedAt is null</c>.</summary>
/// <param name="Option">The option with its text, for messages.</param>
/// <param name="Name">What is compared.</param>
/// <param name="Comparison">How.</param>
/// <param name="Value">With what; empty for null and not null.</param>
internal sealed record ClauseText(string Option, string Name, Comparison Comparison, string Value)
{
    /// <exception cref="CliException">The text is no clause.</exception>
    public static ClauseText Parse(string text)
    {
        string option = $"--where \"{text}\"";
        foreach ((string ending, Comparison comparison) in new[] { (" is not null", Comparison.NotNull), (" is null", Comparison.Null) })
        {
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return new(option, NameIn(text[..^ending.Length], option), comparison, "");
        }

        int at = text.IndexOfAny(['=', '<', '>', '!']);
        if (at < 0)
            throw Wrong(option);
        (int length, Comparison how) = text.AsSpan(at) switch
        {
            ['>', '=', ..] => (2, Comparison.AtLeast),
            ['<', '=', ..] => (2, Comparison.AtMost),
            ['=', ..] => (1, Comparison.Equal),
            ['>' or '<', ..] => throw CliException.Usage($"{option}: the API's ranges include their ends. Use >= or <=."),
            _ => throw CliException.Usage($"{option}: the API cannot select what is not equal to a value."),
        };
        string value = text[(at + length)..].Trim();
        if (value.Length == 0)
            throw CliException.Usage($"{option} has no value. For records without one, write \"{text[..at].Trim()} is null\".");
        return new(option, NameIn(text[..at], option), how, value);
    }

    private static string NameIn(string text, string option) => text.Trim() is { Length: > 0 } name ? name : throw Wrong(option);

    private static CliException Wrong(string option) => CliException.Usage(
        $"{option} is no clause. Write name=value, name>=value, name<=value, \"name is null\" or \"name is not null\".");
}

/// <summary>How a clause compares.</summary>
internal enum Comparison
{
    Equal,
    AtLeast,
    AtMost,
    Null,
    NotNull,
}
