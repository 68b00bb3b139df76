using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports <c>Everything</c> as the filter of an action that destroys what it selects.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DestroysEverythingAnalyzer() : UsageAnalyzer(UsageRules.DestroysEverything)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { } target }
            && target.Type.Is(types.Filter)
            && target.ContainingType.Is(types.DestroyingParams))
        {
            foreach ((IOperation choice, Location place) in assignment.Value.ChoicesHere(types))
            {
                if (choice.IsEverything(types))
                    context.Report(Diagnostic.Create(UsageRules.DestroysEverything, place, choice.Syntax.ToString()));
            }
        }
    }
}
