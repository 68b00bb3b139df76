using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// What a handler's code says about the exception that it caught: whether an unknown outcome gets to some part of it. A question
/// about the exception that is not understood lets none pass.
/// </summary>
internal sealed class CaughtException(ICatchClauseOperation handler, UsageTypes types)
{
    private readonly ISymbol? _caught = (handler.ExceptionDeclarationOrExpression as IVariableDeclaratorOperation)?.Symbol;

    /// <summary>Whether the handler is of unknown outcomes and of nothing else, by its type or its filter.</summary>
    public bool IsNamed => handler.ExceptionType.Is(types.OutcomeUnknown)
        || (IsOfBaseType && handler.Filter is { } filter && _caught is not null && Names(filter));

    /// <summary>Whether unknown outcomes are among what the handler is of.</summary>
    public bool IsReached => handler.ExceptionType.Is(types.OutcomeUnknown)
        || (IsOfBaseType && (handler.Filter is not { } filter || MayBe(filter, wanted: true)));

    /// <summary>Whether no unknown outcome gets to the handlers behind it.</summary>
    public bool TakesAll => handler.ExceptionType.Is(types.OutcomeUnknown)
        || (IsOfBaseType && (handler.Filter is not { } filter || !MayBe(filter, wanted: false)));

    private bool IsOfBaseType => handler.ExceptionType.SpecialType == SpecialType.System_Object
        || (handler.ExceptionType is INamedTypeSymbol type && types.OutcomeUnknown?.BaseType.Is(type) == true);

    /// <summary>Whether an unknown outcome gets to a part of the handler.</summary>
    public bool Reaches(IOperation part)
    {
        if (IsAskedElsewhere(part))
            return false;
        for (IOperation inner = part; inner != handler.Handler && inner.Parent is { } outer; inner = outer)
        {
            bool isReached = outer switch
            {
                IConditionalOperation choice => choice.Condition == inner || MayBe(choice.Condition, wanted: choice.WhenTrue == inner),
                IBlockOperation block => block.Operations.TakeWhile(other => other != inner).All(other => IsPassed(other)),
                ISwitchCaseOperation section => IsTaken(section)
                    && section.Body.TakeWhile(other => other != inner).All(other => IsPassed(other)),
                ISwitchExpressionArmOperation arm => IsTaken(arm),
                _ => true,
            };
            if (!isReached)
                return false;
        }

        return true;
    }

    /// <summary>Whether the code goes on behind the handler, or with the next turn of a loop, after an unknown outcome.</summary>
    public bool IsSurvived => !IsAskedElsewhere(handler.Handler) && IsPassed(handler.Handler, isContinuePassed: true);

    private bool IsPassed(IOperation? statement, bool isContinuePassed = false) => statement switch
    {
        null => true,
        IBlockOperation block => block.Operations.All(each => IsPassed(each, isContinuePassed)),
        IConditionalOperation choice =>
            (MayBe(choice.Condition, wanted: true) && IsPassed(choice.WhenTrue, isContinuePassed))
            || (MayBe(choice.Condition, wanted: false) && IsPassed(choice.WhenFalse, isContinuePassed)),
        ISwitchOperation choice when IsCaught(choice.Value) => choice.Cases.Any(section => IsTaken(section)
            && section.Body.All(each => each is IBranchOperation { BranchKind: BranchKind.Break } || IsPassed(each, isContinuePassed))),
        IExpressionStatementOperation expression => IsPassed(expression.Operation, isContinuePassed),
        IThrowOperation or IReturnOperation => false,
        IBranchOperation branch => isContinuePassed && branch.BranchKind == BranchKind.Continue,
        _ => !statement.DescendantsAndSelf().Any(IsQuestion),
    };

    /// <summary>Whether a condition may be true, or false, for an unknown outcome.</summary>
    private bool MayBe(IOperation condition, bool wanted) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => MayBe(not.Operand, !wanted),
        IParenthesizedOperation inner => MayBe(inner.Operand, wanted),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => wanted
            ? MayBe(both.LeftOperand, wanted) && MayBe(both.RightOperand, wanted)
            : MayBe(both.LeftOperand, wanted) || MayBe(both.RightOperand, wanted),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => wanted
            ? MayBe(either.LeftOperand, wanted) || MayBe(either.RightOperand, wanted)
            : MayBe(either.LeftOperand, wanted) && MayBe(either.RightOperand, wanted),
        IIsTypeOperation test when IsCaught(test.ValueOperand) => IsRelated(test.TypeOperand) == wanted,
        IIsPatternOperation test when IsCaught(test.Value) => MayMatch(test.Pattern, wanted),
        _ => _caught is null || !condition.Uses(_caught),
    };

    private bool MayMatch(IPatternOperation pattern, bool wanted) => pattern switch
    {
        INegatedPatternOperation not => MayMatch(not.Pattern, !wanted),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => wanted
            ? MayMatch(both.LeftPattern, wanted) && MayMatch(both.RightPattern, wanted)
            : MayMatch(both.LeftPattern, wanted) || MayMatch(both.RightPattern, wanted),
        IBinaryPatternOperation either => wanted
            ? MayMatch(either.LeftPattern, wanted) || MayMatch(either.RightPattern, wanted)
            : MayMatch(either.LeftPattern, wanted) && MayMatch(either.RightPattern, wanted),
        IDiscardPatternOperation => wanted,
        IConstantPatternOperation => !wanted,
        ITypePatternOperation type => IsRelated(type.MatchedType) == wanted,
        IDeclarationPatternOperation { MatchedType: { } type } => IsRelated(type) == wanted,
        IDeclarationPatternOperation => wanted,
        IRecursivePatternOperation parts when !IsRelated(parts.MatchedType) => !wanted,
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true } => wanted,
        // What else is asked of an unknown outcome by name may be so or not.
        IRecursivePatternOperation parts => parts.MatchedType.Is(types.OutcomeUnknown),
        _ => false,
    };

    // Only unknown outcomes get past a condition that names them.
    private bool Names(IOperation condition) => condition switch
    {
        IParenthesizedOperation inner => Names(inner.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => Names(both.LeftOperand) || Names(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
            Names(either.LeftOperand) && Names(either.RightOperand),
        IIsTypeOperation test => IsCaught(test.ValueOperand) && test.TypeOperand.Is(types.OutcomeUnknown),
        IIsPatternOperation test => IsCaught(test.Value) && Names(test.Pattern),
        _ => false,
    };

    private bool Names(IPatternOperation pattern) => pattern switch
    {
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => Names(both.LeftPattern) || Names(both.RightPattern),
        IBinaryPatternOperation either => Names(either.LeftPattern) && Names(either.RightPattern),
        ITypePatternOperation type => type.MatchedType.Is(types.OutcomeUnknown),
        IDeclarationPatternOperation type => type.MatchedType.Is(types.OutcomeUnknown),
        IRecursivePatternOperation parts => parts.MatchedType.Is(types.OutcomeUnknown),
        _ => false,
    };

    private bool IsTaken(ISwitchCaseOperation section)
    {
        if (section.Parent is not ISwitchOperation choice || !IsCaught(choice.Value))
            return section.Parent is ISwitchOperation other && (_caught is null || !other.Value.Uses(_caught));
        bool isDefault = section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default);
        return section.Clauses.Any(clause => MayMatch(clause, wanted: true))
            && !choice.Cases
                .Where(other => other != section && (isDefault || other.Syntax.SpanStart < section.Syntax.SpanStart))
                .SelectMany(other => other.Clauses)
                .Any(clause => !MayMatch(clause, wanted: false));
    }

    private bool MayMatch(ICaseClauseOperation clause, bool wanted) => clause switch
    {
        IPatternCaseClauseOperation each => MayMatch(each.Pattern, each.Guard, wanted),
        { CaseKind: CaseKind.Default } => true,
        _ => !wanted,
    };

    private bool IsTaken(ISwitchExpressionArmOperation arm) => arm.Parent is ISwitchExpressionOperation choice
        && (IsCaught(choice.Value)
            ? MayMatch(arm.Pattern, arm.Guard, wanted: true)
                && choice.Arms.TakeWhile(other => other != arm).All(other => MayMatch(other.Pattern, other.Guard, wanted: false))
            : _caught is null || !choice.Value.Uses(_caught));

    private bool MayMatch(IPatternOperation pattern, IOperation? guard, bool wanted) => wanted
        ? MayMatch(pattern, wanted) && (guard is null || MayBe(guard, wanted))
        : MayMatch(pattern, wanted) || (guard is not null && MayBe(guard, wanted));

    // What started either is one of its kinds.
    private bool IsRelated(ITypeSymbol type) =>
        type.Is(types.OutcomeUnknown) || (type is INamedTypeSymbol named && types.OutcomeUnknown.Is(named));

    private bool IsCaught(IOperation value)
    {
        while (value is IParenthesizedOperation || value is IConversionOperation { IsTryCast: false })
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        return _caught is not null && OperationExtensions.Same(value.Mentioned(), _caught);
    }

    private bool IsQuestion(IOperation operation) => _caught is not null
        && operation is IIsTypeOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation
        && operation.Uses(_caught);

    // The answer is kept for later, or is that of a switch that the part is not in.
    private bool IsAskedElsewhere(IOperation part) => handler.Handler.Descendants().Any(question =>
        IsQuestion(question) && !question.Syntax.Span.Contains(part.Syntax.Span) && !IsCondition(question));

    private static bool IsCondition(IOperation question)
    {
        IOperation inner = question;
        while (inner.Parent is IUnaryOperation or IBinaryOperation or IParenthesizedOperation or IConversionOperation)
            inner = inner.Parent;
        return question is ISwitchOperation
            || inner.Parent is ISwitchCaseOperation or ICaseClauseOperation or ISwitchExpressionArmOperation
            || (inner.Parent is IConditionalOperation choice && choice.Condition == inner);
    }
}
