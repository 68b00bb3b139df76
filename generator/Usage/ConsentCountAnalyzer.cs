using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports a consent to a number that no batch can have, so that it locks nothing or admits nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentCountAnalyzer() : UsageAnalyzer(UsageRules.ConsentIsNoCount)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!OperationExtensions.Same(call.TargetMethod.ContainingType, types.Consent)
            || call.Arguments is not [{ Value: { } value }]
            || value.Number() is not { } count)
        {
            return;
        }

        string? why = (call.TargetMethod.Name, count) switch
        {
            (_, < 1) => "a consent is to at least 1 record, and less is refused",
            _ when call.IsInCallAsValue(types) => count >= int.MaxValue ? "this consents to whatever matches" : null,
            ("ToDestroyAtMost", >= BatchLimits.MaximumItems) => "it has at most 100000 records, so this consents to whatever matches",
            ("ToDestroyExactly", > BatchLimits.MaximumItems) => "it has at most 100000 records, so this admits none",
            _ => null,
        };
        if (why is not null)
        {
            context.Report(Diagnostic.Create(
                UsageRules.ConsentIsNoCount, value.Syntax.GetLocation(), value.Syntax.ToString(), why));
        }
    }
}
