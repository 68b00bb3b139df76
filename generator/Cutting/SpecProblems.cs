using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>Something to say about a place of a description.</summary>
internal sealed record SpecProblem(DiagnosticDescriptor Rule, TextSpan Span, EquatableArray<string> Arguments)
{
    /// <summary>Other places that have a part in it.</summary>
    public EquatableArray<TextSpan> Others { get; init; }

    /// <summary>Whether nothing can be generated because of it.</summary>
    public bool IsFatal => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}

/// <summary>What there is to say, each thing once however often it is met.</summary>
internal sealed class SpecProblems
{
    private readonly HashSet<SpecProblem> _seen = [];

    public void Add(DiagnosticDescriptor rule, TextSpan span, params string[] arguments) =>
        Add(new(rule, span, arguments.Select(DiagnosticInfo.OneLine).ToEquatableArray()));

    public void Add(SpecProblem problem)
    {
        if (_seen.Count < ReadingLimits.Problems || problem.IsFatal)
            _seen.Add(problem);
    }

    /// <summary>All of it, in the order of the text.</summary>
    public EquatableArray<SpecProblem> ToEquatableArray() => _seen
        .OrderBy(problem => problem.Span.Start)
        .ThenBy(problem => problem.Rule.Id, StringComparer.Ordinal)
        .ToEquatableArray();
}
