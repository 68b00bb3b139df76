using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>A diagnostic as the pipeline may hold it: equal by content, turned into one when it is reported.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Rule, FilePlace? Place, EquatableArray<string> Arguments)
{
    private const int LongestArgument = 300;

    public static DiagnosticInfo Create(DiagnosticDescriptor rule, FilePlace? place, params string[] arguments) =>
        new(rule, place, arguments.Select(OneLine).ToEquatableArray());

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place?.ToLocation() ?? Location.None, [.. Arguments]);

    /// <summary>Build logs are read line by line, and arguments may come from a hostile description.</summary>
    public static string OneLine(string text)
    {
        string line = Escape.ForComment(text.Length <= LongestArgument ? text : text[..LongestArgument] + "…");
        return line.EndsWith(".", StringComparison.Ordinal) ? line[..(line.Length - 1)] : line;
    }
}

/// <summary>A place in a file, by numbers alone.</summary>
internal sealed record FilePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static FilePlace StartOf(string path) => new(path, default, default);

    public static FilePlace Of(string path, SourceText text, TextSpan span)
    {
        // Counting lines means reading the text, which a text that is too long must be spared.
        if (span == default)
            return StartOf(path);
        TextSpan inside = TextSpan.FromBounds(Math.Min(span.Start, text.Length), Math.Min(span.End, text.Length));
        return new(path, inside, text.Lines.GetLinePositionSpan(inside));
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
