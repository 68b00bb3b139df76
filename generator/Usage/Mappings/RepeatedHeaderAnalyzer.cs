using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>Reports a column that one initializer maps twice, at the second entry.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedHeaderAnalyzer() : UsageAnalyzer(MappingRules.RepeatedHeader)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ObjectOrCollectionInitializer);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IEnumerable<MappingEntry> known = MappingEntry.Of((IObjectOrCollectionInitializerOperation)context.Operation, types)
            .Where(entry => entry.Column is not null);
        foreach (MappingEntry entry in known.GroupBy(entry => entry.Column).SelectMany(column => column.Skip(1)))
        {
            context.Report(Diagnostic.Create(
                MappingRules.RepeatedHeader, entry.Assignment.Syntax.GetLocation(), HeaderText.Shown(entry.Column!.Name)));
        }
    }
}
