using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports a wait whose result is dropped. Who looks at the operation otherwise, in the same method, looks at how it ended.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutcomeUnseenAnalyzer() : UsageAnalyzer(UsageRules.OutcomeUnseen)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation wait = (IInvocationOperation)context.Operation;
        if (!Waits.IsWait(wait, types)
            || wait.IsOnSubstitute()
            || Fates.Of(wait, types, out IOperation place) != Fate.ResultDropped
            || (wait.Instance?.Mentioned() is { } symbol && wait.Mentions(symbol).Any(LooksAtEnd)))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(UsageRules.OutcomeUnseen, place.Syntax.GetLocation()));
    }

    private static bool LooksAtEnd(IOperation mention) => mention.User() switch
    {
        IPropertyReferenceOperation property => property.Property.Name == "Latest",
        IInvocationOperation call => call.TargetMethod.Name is "GetItemsAsync" or "RefreshAsync" or "GetBatchesAsync",
        _ => false,
    };
}
