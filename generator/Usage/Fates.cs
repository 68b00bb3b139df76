using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>What becomes of the task of a call.</summary>
internal enum Fate
{
    /// <summary>Somebody has it, or the code does not show who.</summary>
    Kept = 0,

    /// <summary>Nobody awaits it.</summary>
    NotAwaited = 1,

    /// <summary>Nobody awaits it, and a discard says that it is meant.</summary>
    Discarded = 2,

    /// <summary>It is awaited, and what it brings is dropped.</summary>
    ResultDropped = 3,
}

/// <summary>Follows the task of a call, and then what it brings, to where somebody takes it or nobody does.</summary>
internal static class Fates
{
    private static readonly HashSet<string> s_testDoubles = new(StringComparer.Ordinal) { "NSubstitute", "Moq", "FakeItEasy" };

    /// <summary>Follows the task of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="types">The runtime's types.</param>
    /// <param name="place">The largest expression around the call that has nothing else in it: with <c>await</c>, say.</param>
    public static Fate Of(IInvocationOperation call, UsageTypes types, out IOperation place)
    {
        IOperation value = call;
        bool isTask = true;
        place = call;
        while (true)
        {
            Move move = Step(value, isTask, types);
            if (move.Next is not { } next)
                return move.Fate;
            if (value == place && move.IsAround)
                place = next;
            value = next;

            // A task stays one when it is taken for an object.
            isTask = IsUnawaited(value.Type, types)
                || (isTask && value is not (IAwaitOperation or IInvocationOperation or IPropertyReferenceOperation));
        }
    }

    private static Move Step(IOperation value, bool isTask, UsageTypes types)
    {
        switch (value.Parent)
        {
            case IConversionOperation or IParenthesizedOperation or IAwaitOperation:
                return Move.Around(value.Parent);
            case IConditionalAccessOperation access when access.WhenNotNull == value:
                return Move.Around(access);
            case IConditionalOperation choice when choice.Condition != value:
                return Move.To(choice);
            case ICoalesceOperation coalesce:
                return Move.To(coalesce);
            case ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice }:
                return Move.To(choice);
            case IPropertyReferenceOperation { Property.Name: "Result" } result when types.IsTask(result.Property.ContainingType):
                return Move.Around(result);
            case IInvocationOperation method when method.Instance == value:
                return Called(method, types);
            case IArgumentOperation { Parent: IInvocationOperation method } argument:
                return Passed(method, argument, isTask, types);
            case IArrayInitializerOperation { Parent: IArrayCreationOperation array }:
                return Move.To(array);
            case ICollectionExpressionOperation list:
                return Move.To(list);
            case IReturnOperation result:
                return Returned(result, types);
            case IExpressionStatementOperation statement:
                return IsRecorded(statement) ? Move.Ends(Fate.Kept) : Move.Ends(isTask ? Fate.NotAwaited : Fate.ResultDropped);
            case ISimpleAssignmentOperation { Target: IDiscardOperation } discard when discard.Parent is IExpressionStatementOperation:
                return Move.Ends(isTask ? Fate.Discarded : Fate.Kept);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local, Parent: IExpressionStatementOperation }:
                return Stored(local.Local, value, isTask);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }:
                return Stored(local, value, isTask);
            default:
                return Move.Ends(Fate.Kept);
        }
    }

    private static Move Called(IInvocationOperation method, UsageTypes types) => method.TargetMethod.Name switch
    {
        "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait" or "WaitAsync" or "AsTask" => Move.Around(method),
        // What only runs after a failure is there to look at it.
        "ContinueWith" when types.IsTask(method.TargetMethod.ContainingType) => Move.Ends(
            method.Arguments.Any(argument => argument.Value.Type?.Name == "TaskContinuationOptions"
                && argument.ArgumentKind == ArgumentKind.Explicit)
            || method.Arguments.FirstOrDefault()?.Value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation then }
            || (then.Symbol.Parameters.FirstOrDefault() is { } task && then.Mentions(task).Any())
                ? Fate.Kept
                : Fate.NotAwaited),
        _ => Move.Ends(Fate.Kept),
    };

    private static Move Passed(IInvocationOperation method, IArgumentOperation argument, bool isTask, UsageTypes types)
    {
        IMethodSymbol target = method.TargetMethod;
        if (types.IsTask(target.ContainingType))
            return target.Name is "WhenAll" or "WaitAll" ? Move.To(method) : Move.Ends(Fate.Kept);
        if (target.IsExtensionMethod && method.Arguments.FirstOrDefault() == argument)
            return target.Name is "Unwrap" or "ToArray" or "ToList" or "AsEnumerable" ? Move.To(method) : Move.Ends(Fate.Kept);
        return target.Name == "Add"
            && method.Instance?.Unwrapped() is ILocalReferenceOperation local
            && method.Parent is IExpressionStatementOperation
                ? Stored(local.Local, local, isTask)
                : Move.Ends(Fate.Kept);
    }

    // What a lambda returns goes to whoever runs it, and only these hand it on.
    private static Move Returned(IReturnOperation result, UsageTypes types)
    {
        IOperation? around = result.Parent;
        while (around is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
            around = around.Parent;
        IOperation? argument = around is IAnonymousFunctionOperation { Parent: IDelegateCreationOperation made } ? made.User() : null;
        if (argument is not IArgumentOperation { Parent: IInvocationOperation runner })
            return Move.Ends(Fate.Kept);
        bool handsOn = (runner.TargetMethod.ContainingType.Name, runner.TargetMethod.Name) is
            ("Task", "Run" or "ContinueWith") or ("TaskFactory", "StartNew") or ("Enumerable", "Select");
        return handsOn && runner.TargetMethod.ContainingNamespace.IsFramework() ? Move.To(runner) : Move.Ends(Fate.Kept);
    }

    // A local that nothing but assignments and additions mention might as well not be there.
    private static Move Stored(ILocalSymbol local, IOperation value, bool isTask) =>
        Move.Ends(isTask && value.Mentions(local).All(IsFilling) ? Fate.NotAwaited : Fate.Kept);

    private static bool IsFilling(IOperation mention) => mention.User() switch
    {
        ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment => assignment.Target == mention,
        IInvocationOperation { TargetMethod.Name: "Add", Parent: IExpressionStatementOperation } call => call.Instance == mention,
        _ => false,
    };

    // Tasks, what is made of them to be awaited, and lists of them.
    private static bool IsUnawaited(ITypeSymbol? type, UsageTypes types) => type switch
    {
        IArrayTypeSymbol array => IsUnawaited(array.ElementType, types),
        INamedTypeSymbol named => types.IsTask(named)
            || (named.Name is "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredTaskAwaiter" or "TaskAwaiter"
                or "ConfiguredValueTaskAwaitable" or "ValueTaskAwaiter")
            || named.TypeArguments.Any(argument => IsUnawaited(argument, types)),
        _ => false,
    };

    // An expression tree runs nothing, and what a test double receives is a description of a call.
    private static bool IsRecorded(IOperation statement)
    {
        for (IOperation? around = statement.Parent; around is not null; around = around.Parent)
        {
            if (around is not IAnonymousFunctionOperation { Parent: { } made })
                continue;
            if (made.Type is { Name: "Expression", ContainingNamespace.Name: "Expressions" }
                || (made.User() is IArgumentOperation { Parent: IInvocationOperation call }
                    && s_testDoubles.Contains(call.TargetMethod.ContainingNamespace.Root())))
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Move(IOperation? Next, bool IsAround, Fate Fate)
    {
        public static Move Around(IOperation next) => new(next, IsAround: true, default);

        public static Move To(IOperation next) => new(next, IsAround: false, default);

        public static Move Ends(Fate fate) => new(Next: null, IsAround: false, fate);
    }
}
