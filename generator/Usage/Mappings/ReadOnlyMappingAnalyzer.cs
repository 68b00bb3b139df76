using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>Reports a column that is mapped to a field which cannot be written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadOnlyMappingAnalyzer() : UsageAnalyzer(MappingRules.ReadOnlyField)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        if (MappingEntry.TryRead(context.Operation, types) is { Field: { } field } entry && types.IsReadOnly(field))
        {
            context.Report(Diagnostic.Create(
                MappingRules.ReadOnlyField, entry.Assignment.Value.Syntax.GetLocation(), $"{field.ContainingType.Name}.{field.Name}"));
        }
    }
}
