using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports a wait for a batch whose call says nothing about confirmation, at the wait. Nothing is said where the set is known to
/// be small, where the operation is in other hands, or where somebody is ready for the exception.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitWithoutPolicyAnalyzer() : UsageAnalyzer(UsageRules.WaitWithoutPolicy)
{
    // The server starts about as many without asking; it is not known exactly.
    private const int SmallSet = 100;

    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation wait = (IInvocationOperation)context.Operation;
        if (!Waits.IsWait(wait, types) || !wait.TargetMethod.ContainingType.Is(types.BatchOperation) || wait.Instance is not { } handle)
            return;
        if (Starts.OfHandle(handle, types) is not { } start
            || start.Argument(types.ActionParams) is not { } actionParams
            || actionParams.Unwrapped().Type.Is(types.DestroyingParams)
            || Assignments.Of(actionParams) is not { } given
            || given.ContainsKey("Confirm")
            || given.ContainsKey("SkipConfirmation")
            || (given.TryGetValue("Filter", out IOperation? filter) && IsSmall(filter))
            || (handle.Mentioned() is { } symbol && !handle.Mentions(symbol).All(IsHarmless))
            || IsExpected(wait, types))
        {
            return;
        }

        // The fix adds the policy there.
        context.Report(Diagnostic.Create(
            UsageRules.WaitWithoutPolicy, wait.Syntax.GetLocation(), [actionParams.Syntax.GetLocation()]));
    }

    // A selection by ids never acts on more records than ids.
    private static bool IsSmall(IOperation filter) => Assignments.Of(filter) is { } clauses
        && clauses.TryGetValue("Id", out IOperation? ids)
        && ids.Origin() switch
        {
            ICollectionExpressionOperation list =>
                list.Elements.Length <= SmallSet && !list.Elements.Any(element => element is ISpreadOperation),
            IArrayCreationOperation { DimensionSizes: [{ } size] } => size.Number() <= SmallSet,
            { Type.SpecialType: SpecialType.System_Int64 or SpecialType.System_Int32 } => true,
            _ => false,
        };

    // Anything else could confirm the batch.
    private static bool IsHarmless(IOperation mention) => mention.User() switch
    {
        IPropertyReferenceOperation property => property.Property.Name is "Id",
        IInvocationOperation call => call.TargetMethod.Name is "WaitForCompletionAsync" or "WatchAsync" or "GetItemsAsync" or "ToString",
        _ => false,
    };

    // By a handler around the wait, or by name anywhere in the method, as a test does.
    private static bool IsExpected(IOperation wait, UsageTypes types)
    {
        for (IOperation inner = wait; inner.Parent is { } outer; inner = outer)
        {
            if (outer is ITryOperation attempt
                && attempt.Body == inner
                && attempt.Catches.Any(handler => types.ConfirmationRequired.Is(handler.ExceptionType as INamedTypeSymbol)))
            {
                return true;
            }
        }

        return wait.Root().Syntax.DescendantTokens().Any(token => token.ValueText == types.ConfirmationRequired?.Name);
    }
}
