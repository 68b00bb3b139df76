using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports <c>SkipConfirmation = true</c> where what the action does cannot be undone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SkippedConfirmationAnalyzer() : UsageAnalyzer(UsageRules.DestroysUnconfirmed, UsageRules.SendsUnconfirmed)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (
            assignment.Target is not IPropertyReferenceOperation
            {
                Property: { Name: "SkipConfirmation" } property,
                Instance.Type: { } actionParams
            }
            || !OperationExtensions.Same(property.ContainingType, types.ActionParams)
            || assignment.Value.Constant() is not true)
        {
            return;
        }

        DiagnosticDescriptor? rule = actionParams.Is(types.DestroyingParams) ? UsageRules.DestroysUnconfirmed
            : actionParams.Is(types.OutboundParams) ? UsageRules.SendsUnconfirmed
            : null;
        if (rule is not null)
            context.Report(Diagnostic.Create(rule, assignment.Syntax.GetLocation()));
    }
}
