using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>
/// Reports an import that leaves columns of its mapping's file out, where the call shows the whole mapping and the options.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmappedColumnAnalyzer() : UsageAnalyzer(MappingRules.UnmappedColumn)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!call.TargetMethod.ContainingType.Is(types.ActionGroup)
            || call.Argument(types.Mapping) is not { } mapping
            || !AsksForAll(call.Argument(types.ImportOptions))
            || WholeMapping.Of(mapping, types) is not { } whole
            || whole.Columns.Contains(null))
        {
            return;
        }

        string[] unmapped =
        [
            .. FileColumns.Of(whole.Type, types)
                .Where(column => whole.Columns.All(mapped => mapped!.Number != column.Number))
                .Select(column => column.Name),
        ];
        if (unmapped.Length > 0)
        {
            context.Report(Diagnostic.Create(
                MappingRules.UnmappedColumn, mapping.Syntax.GetLocation(), DiagnosticInfo.OneLine(string.Join(", ", unmapped.Select(HeaderText.Shown)))));
        }
    }

    private static bool AsksForAll(IOperation? options) => options is null
        || (Assignments.Of(options) is { } given
            && (
                !given.TryGetValue("AllowUnmappedHeaders", out IOperation? allowed)
                    || allowed.ConstantValue is { HasValue: true, Value: false }));
}
