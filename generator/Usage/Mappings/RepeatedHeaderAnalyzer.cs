using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator;

/// <summary>Reports a column that one initializer maps twice, at the second entry.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedHeaderAnalyzer() : UsageAnalyzer(MappingRules.RepeatedHeader)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ObjectOrCollectionInitializer);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IEnumerable<MappingEntry> known = MappingEntry.Of((IObjectOrCollectionInitializerOperation)context.Operation, types).Where(entry => entry.Header is not null);
        foreach (MappingEntry entry in known.GroupBy(entry => entry.Header, StringComparer.Ordinal).SelectMany(column => column.Skip(1)))
            context.ReportDiagnostic(Diagnostic.Create(MappingRules.RepeatedHeader, entry.Assignment.Syntax.GetLocation(), entry.Header));
    }
}
