using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>Reports a field that one initializer maps from two columns, at the second.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedFieldAnalyzer() : UsageAnalyzer(MappingRules.RepeatedField)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ObjectOrCollectionInitializer);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        // By number: a field may have two names.
        IEnumerable<MappingEntry> known = MappingEntry.Of((IObjectOrCollectionInitializerOperation)context.Operation, types)
            .Where(entry => entry is { Column: not null, Field: not null });
        foreach (IGrouping<object?, MappingEntry> field in known.GroupBy(entry => entry.Field!.ConstantValue))
        {
            MappedColumn first = field.First().Column!;
            foreach (MappingEntry entry in field.Where(entry => entry.Column != first))
            {
                context.Report(Diagnostic.Create(
                    MappingRules.RepeatedField,
                    entry.Assignment.Syntax.GetLocation(),
                    $"{entry.Field!.ContainingType.Name}.{entry.Field.Name}"));
            }
        }
    }
}
