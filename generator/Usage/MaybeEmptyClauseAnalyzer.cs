using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports a clause whose values come from a query that can drop all of them, unless the method asks whether there are any. A
/// sequence that came from elsewhere may have been asked there.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MaybeEmptyClauseAnalyzer() : UsageAnalyzer(UsageRules.MaybeEmptyClause)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property }
            || !property.Type.Is(types.FilterValue)
            || !property.ContainingType.Is(types.Filter))
        {
            return;
        }

        foreach ((_, Location place) in assignment.Value.ChoicesHere(types).Where(each => MayBeEmpty(each.Choice, types)))
            context.Report(Diagnostic.Create(UsageRules.MaybeEmptyClause, place, assignment.Target.Syntax.ToString()));
    }

    private static bool MayBeEmpty(IOperation value, UsageTypes types) => value.Unwrapped() switch
    {
        ICollectionExpressionOperation { Elements: { IsEmpty: false } elements } =>
            elements.All(element => element is ISpreadOperation spread && MayBeEmpty(spread.Operand)),
        IInvocationOperation { Arguments: [{ Value: { } values }] } call when OperationExtensions.Same(
            call.TargetMethod.ContainingType, types.FilterValues) => MayBeEmpty(values),
        { } sequence => MayBeEmpty(sequence),
    };

    // Follows the query to where it drops something, past what keeps the number of items or leaves at least one.
    private static bool MayBeEmpty(IOperation sequence)
    {
        while (true)
        {
            sequence = sequence.Unwrapped();
            if (sequence.Mentioned() is { } symbol && sequence.Mentions(symbol).Any(IsGuard))
                return false;
            switch (sequence)
            {
                case ILocalReferenceOperation local when local.OnlyValue() is { } only:
                    sequence = only;
                    break;
                case ITranslatedQueryOperation query:
                    sequence = query.Operation;
                    break;
                case IAwaitOperation waiting:
                    sequence = waiting.Operation;
                    break;
                case IInvocationOperation call when SourceOf(call) is { } source:
                    if (DropsItems(call.TargetMethod.Name))
                        return !IsGuarded(source);
                    if (!KeepsItems(call.TargetMethod.Name))
                        return false;
                    sequence = source;
                    break;
                default:
                    return false;
            }
        }
    }

    private static bool IsGuarded(IOperation source)
    {
        while (source.Unwrapped() is IInvocationOperation call && SourceOf(call) is { } next)
            source = next;
        source = source.Unwrapped();
        return source.Mentioned() is { } symbol && source.Mentions(symbol).Any(IsGuard);
    }

    private static IOperation? SourceOf(IInvocationOperation call) => call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0
        ? call.Arguments[0].Value
        : call.Instance;

    private static bool DropsItems(string method) => method is
        "Where" or "OfType" or "Except" or "ExceptBy" or "Intersect" or "IntersectBy" or "Skip" or "SkipLast" or "SkipWhile" or "TakeWhile";

    private static bool KeepsItems(string method) => method is
        "AsEnumerable" or "AsQueryable" or "Cast" or "Distinct" or "DistinctBy" or "Order" or "OrderBy" or "OrderByDescending"
            or "OrderDescending"
        or "Reverse" or "Select" or "ThenBy" or "ThenByDescending" or "ToArray" or "ToArrayAsync" or "ToHashSet" or "ToList"
        or "ToListAsync";

    private static bool IsGuard(IOperation mention) => mention.User() switch
    {
        IPropertyReferenceOperation property => property.Property.Name is "Count" or "Length" or "IsEmpty" or "IsDefaultOrEmpty",
        IArgumentOperation { Parent: IInvocationOperation call } => IsQuestion(call),
        IInvocationOperation call => IsQuestion(call),
        IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation => true,
        _ => false,
    };

    private static bool IsQuestion(IInvocationOperation call) =>
        call.TargetMethod.Name is "Any" or "Count" or "LongCount" or "TryGetNonEnumeratedCount" or "AnyAsync" or "CountAsync";
}
