using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>Something to say about a place of a description.</summary>
internal sealed record PlacedProblem(DiagnosticDescriptor Rule, TextSpan Span, EquatableArray<string> Arguments)
{
    /// <summary>Other places that have a part in it.</summary>
    public EquatableArray<TextSpan> Others { get; init; } = [];

    /// <summary>Whether nothing can be generated because of it.</summary>
    public bool IsFatal => Rule.DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>Tells the compiler, at the place that a span has in the file.</summary>
    public Diagnostic ToDiagnostic(Func<TextSpan, Location> place) =>
        Diagnostic.Create(Rule, place(Span), Others.Select(place), [.. Arguments]);
}
