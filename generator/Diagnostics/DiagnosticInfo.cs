using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>A diagnostic as a stage may hold it: equal by content, turned into one when it is reported.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Rule, string? Path, EquatableArray<string> Arguments)
{
    private const int LongestArgument = 300;

    public static DiagnosticInfo Create(DiagnosticDescriptor rule, string? path, params string[] arguments) =>
        new(rule, path, arguments.Select(OneLine).ToEquatableArray());

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule,
        Path is null ? Location.None : Location.Create(Path, default, default),
        [.. Arguments]);

    // Build logs are read line by line, and arguments may come from a hostile description.
    private static string OneLine(string text)
    {
        string line = Escape.ForComment(text);
        return line.Length <= LongestArgument ? line : line[..LongestArgument] + "…";
    }
}
