using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports an outbound action on everything, however many that is.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutboundOnEverythingAnalyzer() : UsageAnalyzer(UsageRules.OutboundOnEverything)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ObjectCreation, OperationKind.With);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        if (!context.Operation.Type.Is(types.OutboundParams)
            || Assignments.Of(context.Operation) is not { } given
            || !given.TryGetValue("Filter", out IOperation? filter)
            || !given.TryGetValue("Confirm", out IOperation? policy)
            || !filter.Choices(types).Any(choice => choice.IsEverything(types))
            || !AdmitsAny(policy, types))
        {
            return;
        }

        // Where the last of the two was written: what it copies was judged by itself.
        IOperation[] here = [.. new[] { policy, filter }.Where(value => value.Parent?.Parent?.Parent == context.Operation)];
        if (here is [{ } place, ..])
            context.Report(Diagnostic.Create(UsageRules.OutboundOnEverything, place.Syntax.GetLocation(), filter.Syntax));
    }

    private static bool AdmitsAny(IOperation policy, UsageTypes types) => policy.Origin() switch
    {
        IPropertyReferenceOperation { Property: { Name: "Always" } always } => always.ContainingType.Is(types.Confirm),
        IInvocationOperation
        {
            TargetMethod: { Name: "AtMost" } atMost,
            Arguments: [{ Value: { } count }]
        } => atMost.ContainingType.Is(types.Confirm) && count.Number() >= BatchLimits.MaximumItems,
        _ => false,
    };
}
