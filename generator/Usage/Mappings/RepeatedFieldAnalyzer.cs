using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator;

/// <summary>Reports a field that one initializer maps from two columns, at the second.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedFieldAnalyzer() : UsageAnalyzer(MappingRules.RepeatedField)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ObjectOrCollectionInitializer);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        // By number: a field may have two names.
        IEnumerable<MappingEntry> known = MappingEntry.Of((IObjectOrCollectionInitializerOperation)context.Operation, types).Where(entry => entry is { Header: not null, Field: not null });
        foreach (IGrouping<object?, MappingEntry> field in known.GroupBy(entry => entry.Field!.ConstantValue))
        {
            string first = field.First().Header!;
            foreach (MappingEntry entry in field.Where(entry => entry.Header != first))
                context.ReportDiagnostic(Diagnostic.Create(MappingRules.RepeatedField, entry.Assignment.Syntax.GetLocation(), $"{entry.Field!.ContainingType.Name}.{entry.Field.Name}"));
        }
    }
}
