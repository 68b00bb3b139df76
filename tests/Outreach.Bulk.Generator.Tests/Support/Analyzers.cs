using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What a compiler finds in the generator's assembly.</summary>
internal static class Analyzers
{
    /// <summary>One of each kind.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. typeof(OutreachBulkGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];
}
