using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>Gathers what naming has to say, each thing once.</summary>
internal sealed class NamingProblems
{
    private readonly List<NamingProblem> _problems = [];

    public void Add(DiagnosticDescriptor rule, string thing, params string[] arguments) => Add(rule, [thing], arguments);

    public void Add(DiagnosticDescriptor rule, string[] things, params string[] arguments) =>
        _problems.Add(new(rule, things.ToEquatableArray(), arguments.Select(DiagnosticInfo.OneLine).ToEquatableArray()));

    public void AddCollisions(NameClaims claims)
    {
        foreach ((string name, string[] claimants) in claims.Collisions())
            Add(DescriptionRules.NameCollision, claimants, Quoted(claimants), name);
    }

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    public EquatableArray<NamingProblem> ToEquatableArray() => _problems.Distinct().ToEquatableArray();
}
