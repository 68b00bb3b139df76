using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports a selection by more ids than a call takes, where their number is known from the code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TooManyIdsAnalyzer() : UsageAnalyzer(UsageRules.TooManyIds)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "Id" } property }
            && property.Type.Is(types.FilterValue)
            && property.ContainingType.Is(types.Filter)
            && !assignment.IsInCallAsValue(types))
        {
            foreach ((IOperation choice, Location place) in assignment.Value.ChoicesHere(types))
            {
                if (LeastCount(choice, types) is > BatchLimits.MaximumItems and long count)
                    context.Report(Diagnostic.Create(UsageRules.TooManyIds, place, property.Name, count));
            }
        }
    }

    // How many there are at least; 0 where the code does not tell.
    private static long LeastCount(IOperation value, UsageTypes types) => value.Origin() switch
    {
        ICollectionExpressionOperation list =>
            list.Elements.Sum(element => element is ISpreadOperation spread ? LeastCount(spread.Operand, types) : 1),
        IArrayCreationOperation { DimensionSizes: [{ } size] } => size.Number() ?? 0,
        IInvocationOperation
        {
            TargetMethod: { Name: "Range" or "Repeat", ContainingType.Name: "Enumerable" },
            Arguments: [_, { Value: { } count }]
        } => count.Number() ?? 0,
        IInvocationOperation
        {
            TargetMethod.Name: "Select" or "ToArray" or "ToList" or "Cast" or "Order" or "Reverse",
            Arguments: [{ Value: { } source }, ..]
        } => LeastCount(source, types),
        IInvocationOperation { Arguments: [{ Value: { } values }] } call when OperationExtensions.Same(
            call.TargetMethod.ContainingType, types.FilterValues) => LeastCount(values, types),
        _ => 0,
    };
}
