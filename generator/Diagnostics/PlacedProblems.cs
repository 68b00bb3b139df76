using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>What there is to say, each thing once however often it is met.</summary>
internal sealed class PlacedProblems
{
    /// <summary>The most problems of one text that are reported, the one that stops everything aside.</summary>
    public const int Most = 100;

    private readonly HashSet<PlacedProblem> _seen = [];

    public void Add(DiagnosticDescriptor rule, TextSpan span, params string[] arguments) =>
        Add(new(rule, span, arguments.Select(DiagnosticInfo.OneLine).ToEquatableArray()));

    /// <summary>Adds that a part has another shape than expected.</summary>
    /// <param name="span">Where the part is.</param>
    /// <param name="what">What was seen.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="consequence">What that means for what is generated.</param>
    public void AddShape(
        TextSpan span, string what, string expected, string consequence = "It was left out or taken as any value") =>
        Add(DescriptionRules.UnsupportedShape, span, what, expected, consequence);

    public void Add(PlacedProblem problem)
    {
        if (_seen.Count < Most || problem.IsFatal)
            _seen.Add(problem);
    }

    /// <summary>All of it, in the order of the text.</summary>
    public EquatableArray<PlacedProblem> ToEquatableArray() => _seen
        .OrderBy(problem => problem.Span.Start)
        .ThenBy(problem => problem.Rule.Id, StringComparer.Ordinal)
        .ToEquatableArray();
}
