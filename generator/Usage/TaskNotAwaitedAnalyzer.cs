using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports a task of the runtime's that nobody awaits: a wait, a decision, a step of an import. Starts have a rule of their own.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskNotAwaitedAnalyzer() : UsageAnalyzer(UsageRules.TaskNotAwaited)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!types.IsTask(call.TargetMethod.ReturnType)
            || !types.IsOurs(call.TargetMethod)
            || Starts.IsStart(call, types)
            || call.IsOnSubstitute()
            || Fates.Of(call, types, out IOperation place) != Fate.NotAwaited)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(UsageRules.TaskNotAwaited, place.Syntax.GetLocation(), call.TargetMethod.Name));
    }
}
