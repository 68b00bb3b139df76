using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports a clause that asks a point in time for equality, where a start was meant. Together with ids it may be what it says:
/// those records, if nobody has changed them since.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExactInstantAnalyzer() : UsageAnalyzer(UsageRules.ExactInstant)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Type: INamedTypeSymbol type } property }
            || !type.Is(types.FilterValue)
            || !OperationExtensions.Same(type.TypeArguments[0], types.Instant)
            || !property.ContainingType.Is(types.Filter)
            || !AsksForEquality(assignment.Value, types)
            || SelectsIds(assignment))
        {
            return;
        }

        context.Report(Diagnostic.Create(
            UsageRules.ExactInstant, assignment.Value.Syntax.GetLocation(), assignment.Target.Syntax.ToString()));
    }

    // One point in time, or a list of such as are written out.
    private static bool AsksForEquality(IOperation value, UsageTypes types) => value.Origin() switch
    {
        ICollectionExpressionOperation { Elements: { IsEmpty: false } elements } =>
            elements.All(element => element is not ISpreadOperation && IsInstant(element.Unwrapped(), types)),
        { } single => IsInstant(single, types),
    };

    private static bool IsInstant(IOperation value, UsageTypes types) =>
        OperationExtensions.Same(value.Type, types.Instant) && value is not IDefaultValueOperation;

    private static bool SelectsIds(IOperation assignment) =>
        assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: { } made }
        && Assignments.Of(made) is var clauses
        && (clauses is null || clauses.ContainsKey("Id"));
}
