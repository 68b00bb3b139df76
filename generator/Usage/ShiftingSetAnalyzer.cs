using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports an action that changes what its own filter selects by: a field that it sets, or the time that any change of a record moves.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShiftingSetAnalyzer() : UsageAnalyzer(UsageRules.ShiftingSet)
{
    private static readonly string[] s_moved = ["TouchedAt", "UpdatedAt", "[\"touchedAt\"]", "[\"updatedAt\"]"];

    private static readonly string[] s_removing = ["Delete", "Destroy", "Purge"];

    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!(call.TargetMethod.ContainingType.Is(types.ActionGroup) || call.TargetMethod.ContainingType.Is(types.BulkCall))
            || call.Argument(types.ActionParams) is not { } actionParams
            || Assignments.Of(actionParams) is not { } given
            || !given.TryGetValue("Filter", out IOperation? filter)
            || Assignments.Of(filter) is not { } clauses
            || clauses.ContainsKey("Id"))
        {
            return;
        }

        Dictionary<string, IOperation> fields = call.Argument(types.ModifyAttributes) is { } attributes
            ? Assignments.Of(attributes) ?? []
            : [];
        foreach (string name in fields.Keys.Where(clauses.ContainsKey).OrderBy(name => name, StringComparer.Ordinal))
            context.Report(Diagnostic.Create(UsageRules.ShiftingSet, fields[name].Syntax.GetLocation(), name));
        if (LeavesNothing(actionParams.Unwrapped().Type, types))
            return;
        foreach (string name in s_moved.Where(name => clauses.ContainsKey(name) && !fields.ContainsKey(name)))
            context.Report(Diagnostic.Create(UsageRules.ShiftingSet, clauses[name].Syntax.GetLocation(), name));
    }

    // What is gone is selected by nothing. Of what destroys data, only the name says whether the record stays.
    private static bool LeavesNothing(ITypeSymbol? actionParams, UsageTypes types) =>
        actionParams.Is(types.DestroyingParams)
        && s_removing.Any(word => actionParams!.Name.Contains(word));
}
