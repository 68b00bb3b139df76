using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports a call whose task or whose result is dropped, wherever it is written: a start, a wait, and whatever else is to be awaited.
/// One rule set, because each call is followed once.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedTaskAnalyzer()
    : UsageAnalyzer(
        UsageRules.StartNotAwaited,
        UsageRules.OperationDropped,
        UsageRules.StartDiscarded,
        UsageRules.OutcomeUnseen,
        UsageRules.TaskNotAwaited)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!types.IsTask(call.TargetMethod.ReturnType) || !types.IsOurs(call.TargetMethod) || call.IsOnSubstitute())
            return;
        Fate fate = Fates.Of(call, types, out IOperation place);
        if (fate != Fate.Kept && RuleOf(call, fate, types) is { } rule)
            context.Report(Diagnostic.Create(rule, place.Syntax.GetLocation(), call.TargetMethod.Name));
    }

    private static DiagnosticDescriptor? RuleOf(IInvocationOperation call, Fate fate, UsageTypes types) => fate switch
    {
        Fate.NotAwaited => Starts.IsStart(call, types) ? UsageRules.StartNotAwaited : UsageRules.TaskNotAwaited,
        Fate.Discarded => Starts.IsStart(call, types) ? UsageRules.StartDiscarded : null,
        Fate.ResultDropped when Starts.IsStart(call, types) => UsageRules.OperationDropped,
        Fate.ResultDropped when Waits.IsWait(call, types) && !IsEndLookedAt(call) => UsageRules.OutcomeUnseen,
        _ => null,
    };

    // Who looks at the operation otherwise, in the same method, looks at how it ended.
    private static bool IsEndLookedAt(IInvocationOperation wait) =>
        wait.Instance?.Mentioned() is { } symbol && wait.Mentions(symbol).Any(LooksAtEnd);

    private static bool LooksAtEnd(IOperation mention) => mention.User() switch
    {
        IPropertyReferenceOperation property => property.Property.Name == "Latest",
        IInvocationOperation call => call.TargetMethod.Name is "GetItemsAsync" or "RefreshAsync" or "GetBatchesAsync",
        _ => false,
    };
}
