using System.Globalization;
using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>A diagnostic as the pipeline may hold it: equal by content, turned into one when it is reported.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Rule, FilePlace? Place, EquatableArray<string> Arguments)
{
    private const int LongestArgument = 300;

    public static DiagnosticInfo Create(DiagnosticDescriptor rule, FilePlace? place, params string[] arguments) =>
        new(rule, place, arguments.Select(OneLine).ToEquatableArray());

    /// <summary>
    /// A problem because of which nothing is generated from a file. The generator reports it, and no analyzer does: without types the compiler
    /// may run none.
    /// </summary>
    public static DiagnosticInfo Of(PlacedProblem fatal, FilePlace place) => new(fatal.Rule, place, fatal.Arguments);

    /// <summary>A rule's message.</summary>
    public static string Message(DiagnosticDescriptor rule, EquatableArray<string> arguments) => string.Format(
        CultureInfo.InvariantCulture, rule.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. arguments]);

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place?.ToLocation() ?? Location.None, [.. Arguments]);

    /// <summary>Build logs are read line by line, and arguments may come from a hostile description.</summary>
    public static string OneLine(string text)
    {
        string line = PlainText.SeenLine(text.Length <= LongestArgument ? text : text[..LongestArgument] + "…");
        return line.EndsWith(".", StringComparison.Ordinal) ? line[..(line.Length - 1)] : line;
    }
}
