using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports a bulk modify that sets a field its own filter selects by.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShiftingSetAnalyzer() : UsageAnalyzer(UsageRules.ShiftingSet)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!(call.TargetMethod.ContainingType.Is(types.ActionGroup) || call.TargetMethod.ContainingType.Is(types.BulkCall))
            || call.Argument(types.ModifyAttributes) is not { } attributes
            || call.Argument(types.ActionParams) is not { } actionParams
            || Assignments.Of(attributes) is not { } fields
            || Assignments.Of(actionParams) is not { } given
            || !given.TryGetValue("Filter", out IOperation? filter)
            || Assignments.Of(filter) is not { } clauses
            || clauses.ContainsKey("Id"))
        {
            return;
        }

        foreach (string name in fields.Keys.Where(clauses.ContainsKey).OrderBy(name => name, StringComparer.Ordinal))
            context.Report(Diagnostic.Create(UsageRules.ShiftingSet, fields[name].Syntax.GetLocation(), name));
    }
}
