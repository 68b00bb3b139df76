using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>What naming has to say, about things it knows by name.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Things">What it is about, as <see cref="SpecPlaces"/> calls it.</param>
/// <param name="Arguments">The message's arguments.</param>
internal sealed record ModelProblem(DiagnosticDescriptor Rule, EquatableArray<string> Things, EquatableArray<string> Arguments)
{
    public SpecProblem At(SpecPlaces places)
    {
        TextSpan[] spans = [.. Things.Select(places.Find).OfType<TextSpan>().OrderBy(span => span.Start)];
        return new(Rule, spans.FirstOrDefault(), Arguments) { Others = spans.Skip(1).ToEquatableArray() };
    }
}

/// <summary>Gathers what naming has to say, each thing once.</summary>
internal sealed class ProblemList
{
    private readonly List<ModelProblem> _problems = [];

    public void Add(DiagnosticDescriptor rule, string thing, params string[] arguments) => Add(rule, [thing], arguments);

    public void Add(DiagnosticDescriptor rule, string[] things, params string[] arguments) =>
        _problems.Add(new(rule, things.ToEquatableArray(), arguments.Select(DiagnosticInfo.OneLine).ToEquatableArray()));

    public void AddCollisions(NameClaims claims)
    {
        foreach ((string name, string[] claimants) in claims.Collisions())
            Add(DescriptionRules.NameCollision, claimants, Quoted(claimants), name);
    }

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    public EquatableArray<ModelProblem> ToEquatableArray() => _problems.Distinct().ToEquatableArray();
}
