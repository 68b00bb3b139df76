using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator;

/// <summary>What a stage has to say about the file it reads, each thing once.</summary>
internal sealed class ProblemList(string filePath)
{
    private readonly List<DiagnosticInfo> _problems = [];

    public void Add(DiagnosticDescriptor rule, params string[] arguments) =>
        _problems.Add(DiagnosticInfo.Create(rule, filePath, arguments));

    public void AddCollisions(NameClaims claims)
    {
        foreach ((string name, string claimants) in claims.Collisions())
            Add(DescriptionRules.NameCollision, claimants, name);
    }

    public EquatableArray<DiagnosticInfo> ToEquatableArray() => _problems.Distinct().ToEquatableArray();
}
