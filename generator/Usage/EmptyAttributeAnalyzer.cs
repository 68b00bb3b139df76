using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports an attribute that is assigned nothing, and a bulk modify without an attribute.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyAttributeAnalyzer() : UsageAnalyzer(UsageRules.EmptyAttribute)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types)
    {
        context.RegisterOperationAction(operation => AnalyzeAssignment(operation, types), OperationKind.SimpleAssignment);
        context.RegisterOperationAction(operation => AnalyzeCall(operation, types), OperationKind.Invocation);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property }
            || !property.ContainingType.Is(types.Attributes))
        {
            return;
        }

        foreach ((IOperation choice, Location place) in assignment.Value.ChoicesHere(types))
        {
            // The compiler refuses a null that is written out.
            bool isRefused = choice == assignment.Value
                && property.Type.IsValueType
                && choice.Syntax.IsKind(SyntaxKind.NullLiteralExpression);
            if (!isRefused && FaultOf(choice, property, types) is { } fault)
                context.Report(Diagnostic.Create(UsageRules.EmptyAttribute, place, assignment.Target.Syntax.ToString(), fault));
        }
    }

    private static string? FaultOf(IOperation value, IPropertySymbol property, UsageTypes types)
    {
        string? fault = Emptiness.Of(value, types);

        // A field may be set to a blank text; what an action takes may not.
        if (fault == "a blank text" && property.Type.SpecialType != SpecialType.System_String)
            return null;
        return fault is null
            && property is { Type.SpecialType: SpecialType.System_Int64, Name: { Length: > 2 } name }
            && name.EndsWith("Id", StringComparison.Ordinal)
            && value.Content(types).ConstantValue is { HasValue: true, Value: (long or int) and { } id }
            && Convert.ToInt64(id, null) < 1
                ? $"the id {id} (ids start at 1)"
                : fault;
    }

    private static void AnalyzeCall(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if ((call.TargetMethod.ContainingType.Is(types.ActionGroup) || call.TargetMethod.ContainingType.Is(types.BulkCall))
            && call.Argument(types.ModifyAttributes) is { } attributes)
        {
            foreach ((_, Location place) in attributes.ChoicesHere(types).Where(each => Assignments.Of(each.Choice) is { Count: 0 }))
                context.Report(Diagnostic.Create(UsageRules.EmptyAttribute, place, "attributes", "no attribute"));
        }
    }
}
