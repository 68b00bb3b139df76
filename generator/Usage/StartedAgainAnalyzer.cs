using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports that something is started again where the first start may have worked: in the handler of an unknown outcome, and in a loop
/// that such a handler goes on with. Nothing is said where the handler looks for it first.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StartedAgainAnalyzer() : UsageAnalyzer(UsageRules.StartedAgain)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types)
    {
        // Handlers of all exceptions are in every project, calls that start something are not: those are asked for the handlers.
        context.RegisterOperationAction(operation => AnalyzeHandler(operation, types), OperationKind.CatchClause);
        context.RegisterOperationAction(operation => AnalyzeStart(operation, types), OperationKind.Invocation);
    }

    private static void AnalyzeHandler(OperationAnalysisContext context, UsageTypes types)
    {
        ICatchClauseOperation handler = (ICatchClauseOperation)context.Operation;
        if (handler.Parent is ITryOperation attempt && new CaughtException(handler, types).IsNamed && IsFirst(handler, attempt, types))
            Analyze(context, handler, [.. Starting(attempt.Body, types)], types);
    }

    private static void AnalyzeStart(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation start = (IInvocationOperation)context.Operation;
        if (!Starts.MayStart(start, types))
            return;
        for (IOperation? inner = start; inner?.Parent is { } outer; inner = outer)
        {
            if (outer is not ITryOperation attempt || attempt.Body != inner)
                continue;
            IInvocationOperation[] tried = [.. Starting(attempt.Body, types)];
            if (tried.FirstOrDefault() != start)
                continue;
            foreach (ICatchClauseOperation handler in attempt.Catches.Where(handler => CatchesUnnamed(handler, attempt, types)))
                Analyze(context, handler, tried, types);
        }
    }

    private static void Analyze(
        OperationAnalysisContext context, ICatchClauseOperation handler, IInvocationOperation[] tried, UsageTypes types)
    {
        if (Calls(handler.Handler).Any(IsLooking))
            return;
        CaughtException caught = new(handler, types);
        foreach (IInvocationOperation again in Calls(handler.Handler)
            .Where(call => IsAgain(call, caught, tried, context, types) && caught.Reaches(call)))
        {
            context.Report(Diagnostic.Create(UsageRules.StartedAgain, again.Syntax.GetLocation(), again.TargetMethod.Name));
        }

        if (handler.Parent is ITryOperation attempt
            && LoopAround(attempt) is { } loop
            && tried.FirstOrDefault(start => !VariesWith(start, loop)) is { } repeated
            && EndsOnSuccess(attempt, loop)
            && caught.IsSurvived)
        {
            CatchClauseSyntax clause = (CatchClauseSyntax)handler.Syntax;
            context.Report(Diagnostic.Create(
                UsageRules.StartedAgain, clause.CatchKeyword.GetLocation(), repeated.TargetMethod.Name));
        }
    }

    // By a base type that the filter does not keep from it.
    private static bool CatchesUnnamed(ICatchClauseOperation handler, ITryOperation attempt, UsageTypes types) =>
        new CaughtException(handler, types) is { IsNamed: false, IsReached: true } && IsFirst(handler, attempt, types);

    private static bool IsFirst(ICatchClauseOperation handler, ITryOperation attempt, UsageTypes types) =>
        handler.ExceptionType.Is(types.OutcomeUnknown)
        || !attempt.Catches.TakeWhile(other => other != handler).Any(other => new CaughtException(other, types).TakesAll);

    private static bool IsAgain(
        IInvocationOperation call,
        CaughtException caught,
        IInvocationOperation[] tried,
        OperationAnalysisContext context,
        UsageTypes types)
    {
        if (OperationExtensions.Same(call.TargetMethod.OriginalDefinition, context.ContainingSymbol))
            return tried.Length > 0;
        if (!Starts.MayStart(call, types) || call.IsOnSubstitute())
            return false;
        if (tried.Any(start => OperationExtensions.Same(start.TargetMethod, call.TargetMethod)))
            return true;

        // Another action than the one that was tried may be meant to make up for it.
        return caught.IsNamed
            && (!tried.Any(start => Starts.IsStart(start, types))
                || tried.Append(call).Any(start => start.TargetMethod.ContainingType.Is(types.BatchCollection)));
    }

    private static bool IsLooking(IInvocationOperation call) => call.TargetMethod.Name is "FindAsync" or "RecoverAsync" or "ListAsync";

    private static IEnumerable<IInvocationOperation> Calls(IOperation body) => body.Descendants().OfType<IInvocationOperation>();

    private static IEnumerable<IInvocationOperation> Starting(IOperation body, UsageTypes types) =>
        Calls(body).Where(call => Starts.MayStart(call, types) && !call.IsOnSubstitute());

    private static ILoopOperation? LoopAround(IOperation attempt)
    {
        IOperation? around = attempt.Parent;
        while (around is not (null or ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation))
            around = around.Parent;
        return around as ILoopOperation;
    }

    // A loop over records starts something else each time.
    private static bool VariesWith(IInvocationOperation start, ILoopOperation loop) => start.DescendantsAndSelf().Any(operation =>
        operation is ILocalReferenceOperation { Local: { } local }
        && local.DeclaringSyntaxReferences.Any(declared => loop.Syntax.Span.Contains(declared.Span))
        && !start.Syntax.Span.Contains(local.DeclaringSyntaxReferences[0].Span));

    // A loop that goes on after a success does not repeat what failed.
    private static bool EndsOnSuccess(ITryOperation attempt, ILoopOperation loop)
    {
        if (attempt.Body.Descendants().Any(operation => Ends(operation, loop)))
            return true;
        if (attempt.Parent is IBlockOperation block
            && block.Operations.SkipWhile(operation => operation != attempt).Skip(1).Any(operation => Ends(operation, loop)))
        {
            return true;
        }

        IOperation? condition = loop switch
        {
            IWhileLoopOperation each => each.Condition,
            IForLoopOperation each => each.Condition,
            _ => null,
        };
        return condition is not null && attempt.Body.Descendants().Any(operation =>
            operation is ISimpleAssignmentOperation { Target: { } target }
            && target.Mentioned() is { } symbol
            && condition.Uses(symbol));
    }

    private static bool Ends(IOperation operation, ILoopOperation loop) => operation switch
    {
        IBranchOperation { BranchKind: BranchKind.Break } branch => OperationExtensions.Same(branch.Target, loop.ExitLabel),
        IReturnOperation => IsBelow(operation, loop),
        _ => false,
    };

    // A lambda's return ends the lambda.
    private static bool IsBelow(IOperation operation, IOperation around)
    {
        IOperation? each = operation;
        while (each is not null && each != around && each is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            each = each.Parent;
        return each == around;
    }
}
