using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports a filter without a clause, a clause without a value, and an id that no record has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyFilterAnalyzer() : UsageAnalyzer(UsageRules.EmptyFilter)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types)
    {
        context.RegisterOperationAction(operation => AnalyzeAssignment(operation, types), OperationKind.SimpleAssignment);
        context.RegisterOperationAction(operation => AnalyzeCall(operation, types), OperationKind.Invocation);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property })
            return;
        Func<IOperation, UsageTypes, string?>? faultOf = property.Type.Is(types.Filter)
            && (property.ContainingType.Is(types.ActionParams) || property.ContainingType.Is(types.Filter))
            ? FaultOfFilter
            : property.Type.Is(types.FilterValue) && property.ContainingType.Is(types.Filter)
                ? property.Name == "Id" ? FaultOfIds : FaultOfTexts
                : null;
        if (faultOf is not null)
            Report(context, assignment.Value, assignment.Target.Syntax.ToString(), faultOf, types);
    }

    // Counts and samples take a filter by itself.
    private static void AnalyzeCall(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.ContainingType.Is(types.ActionGroup)
            && call.Argument(types.Filter) is { } filter)
        {
            Report(context, filter, "filter", FaultOfFilter, types);
        }
    }

    private static void Report(
        OperationAnalysisContext context, IOperation value, string name, Func<IOperation, UsageTypes, string?> faultOf, UsageTypes types)
    {
        foreach ((IOperation choice, Location place) in value.ChoicesHere(types))
        {
            if (faultOf(choice, types) is { } fault)
                context.Report(Diagnostic.Create(UsageRules.EmptyFilter, place, name, fault));
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

    private static string? FaultOfIds(IOperation value, UsageTypes types) => Emptiness.Of(value, types) ?? Emptiness.Items(value, types)
        .SelectMany(item => item is IObjectCreationOperation { Initializer: { } range } && range.Type.Is(types.FilterValue)
            ? range.Initializers.OfType<ISimpleAssignmentOperation>().Select(bound => bound.Value.Content(types))
            : [item])
        .Select(item => item.ConstantValue is { HasValue: true, Value: (long or int) and { } id } && Convert.ToInt64(id, null) < 1
            ? $"the id {id} (ids start at 1)"
            : null)
        .FirstOrDefault(fault => fault is not null);

    private static string? FaultOfTexts(IOperation value, UsageTypes types) => Emptiness.Of(value, types)
        ?? (Emptiness.Items(value, types)
            .Any(item => item.ConstantValue is { HasValue: true, Value: string text } && string.IsNullOrWhiteSpace(text))
                ? "a list with a blank text"
                : null);
}
