using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>Ends a reading: the text cannot be read past this place. Caught where a reading begins.</summary>
[
    System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Design", "CA1032:Implement standard exception constructors", Justification = "It never leaves the reading."),
]
internal sealed class SpecReadException(DiagnosticDescriptor rule, TextSpan span, string reason) : Exception(reason)
{
    public DiagnosticDescriptor Rule { get; } = rule;

    public TextSpan Span { get; } = span;

    public static SpecReadException Unreadable(TextSpan span, string reason) => new(DescriptionRules.Unreadable, span, reason);

    public static SpecReadException TooMuch(TextSpan span, string what) => new(DescriptionRules.LimitExceeded, span, what);
}
