using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports a filter without a clause, and a clause without a value.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyFilterAnalyzer() : UsageAnalyzer(UsageRules.EmptyFilter)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property })
            return;
        string? fault = property.Type.Is(types.Filter)
            && (property.ContainingType.Is(types.ActionParams) || property.ContainingType.Is(types.Filter))
            ? FaultOfFilter(assignment.Value, types)
            : property.Type.Is(types.FilterValue) && property.ContainingType.Is(types.Filter)
                ? FaultOfClause(assignment.Value, types)
                : null;
        if (fault is not null)
        {
            context.Report(Diagnostic.Create(
                UsageRules.EmptyFilter, assignment.Value.Syntax.GetLocation(), assignment.Target.Syntax.ToString(), fault));
        }
    }

    private static string? FaultOfFilter(IOperation value, UsageTypes types) => value.Origin() switch
    {
        IObjectCreationOperation
        {
            Arguments.IsEmpty: true,
            Initializer: null or { Initializers.IsEmpty: true }
        } creation when creation.Type.Is(types.Filter) => "a filter without a clause",
        IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } => "null",
        _ => null,
    };

    private static string? FaultOfClause(IOperation value, UsageTypes types) => value.Origin() switch
    {
        ICollectionExpressionOperation { Elements.IsEmpty: true } => "an empty list",
        IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }] } => "an empty list",
        IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null or { Initializers.IsEmpty: true } } creation =>
            creation.Type.Is(types.FilterValue) ? "default" : IsList(creation.Type) ? "an empty list" : null,
        IInvocationOperation { TargetMethod: { Name: "Empty", Parameters.IsEmpty: true, ContainingType.Name: "Array" or "Enumerable" } } =>
            "an empty list",
        IInvocationOperation { Arguments: [{ Value: { } values }] } call when OperationExtensions.Same(
            call.TargetMethod.ContainingType, types.FilterValues) => FaultOfClause(values, types),
        IDefaultValueOperation => "default",
        { ConstantValue: { HasValue: true, Value: string text } } when string.IsNullOrWhiteSpace(text) => "a blank text",
        _ => null,
    };

    private static bool IsList(ITypeSymbol? type) =>
        type is { Name: "List", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };
}
