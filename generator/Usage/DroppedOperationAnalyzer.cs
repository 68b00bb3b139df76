using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports a call that starts something and is dropped, wherever it is written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedOperationAnalyzer()
    : UsageAnalyzer(UsageRules.StartNotAwaited, UsageRules.OperationDropped, UsageRules.StartDiscarded)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation start = (IInvocationOperation)context.Operation;
        if (!Starts.IsStart(start, types) || start.IsOnSubstitute())
            return;
        DiagnosticDescriptor? rule = Fates.Of(start, types, out IOperation place) switch
        {
            Fate.NotAwaited => UsageRules.StartNotAwaited,
            Fate.Discarded => UsageRules.StartDiscarded,
            Fate.ResultDropped => UsageRules.OperationDropped,
            _ => null,
        };
        if (rule is not null)
            context.ReportDiagnostic(Diagnostic.Create(rule, place.Syntax.GetLocation(), start.TargetMethod.Name));
    }
}
