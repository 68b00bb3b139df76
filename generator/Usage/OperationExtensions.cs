using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Where a value comes from, as far as one method shows it.</summary>
internal static class OperationExtensions
{
    /// <summary>The value before it was converted.</summary>
    public static IOperation Unwrapped(this IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>What made the value: for a local that cannot have changed since it was declared, what it was declared with.</summary>
    public static IOperation Origin(this IOperation value)
    {
        value = value.Unwrapped();
        while (value is ILocalReferenceOperation local && IsFixed(local.Local.Type) && local.OnlyValue() is { } only)
            value = only.Unwrapped();
        return value;
    }

    /// <summary>
    /// What made the value, and what is in it: past a local that keeps its value, whose list nothing in the method can fill, and which
    /// the method does not ask before.
    /// </summary>
    public static IOperation Content(this IOperation value, UsageTypes types)
    {
        value = value.Unwrapped();
        while (value is ILocalReferenceOperation local
            && local.OnlyValue() is { } only
            && local.Mentions(local.Local).All(mention =>
                !IsAsked(mention) && (IsUnchangeable(local.Local.Type) || IsReading(mention, types))))
        {
            value = only.Unwrapped();
        }

        return value;
    }

    /// <summary>
    /// What the value may turn out to be, at its place: each branch of a conditional, of a switch and of <c>??</c>, or else it itself.
    /// </summary>
    public static IEnumerable<IOperation> Choices(this IOperation value, UsageTypes types) => value.Content(types) switch
    {
        IConditionalOperation { WhenFalse: { } other } choice => [.. choice.WhenTrue.Choices(types), .. other.Choices(types)],
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => arm.Value.Choices(types)),
        ICoalesceOperation choice =>
        [
            .. choice.Value.Choices(types).Where(first => first.Origin().ConstantValue is not { HasValue: true, Value: null }),
            .. choice.WhenNull.Choices(types),
        ],
        _ => [value],
    };

    /// <summary>The same of what is written in one place: a choice that a local made before stands where the local is mentioned.</summary>
    public static IEnumerable<(IOperation Choice, Location Place)> ChoicesHere(this IOperation value, UsageTypes types) => value
        .Choices(types)
        .Select(choice => (choice, (value.Syntax.Span.Contains(choice.Syntax.Span) ? choice : value).Syntax.GetLocation()));

    /// <summary>The constant that a value is, also by way of a local that keeps it; null for none.</summary>
    public static object? Constant(this IOperation value) =>
        (value.ConstantValue.HasValue ? value : value.Origin()).ConstantValue is { HasValue: true, Value: { } constant } ? constant : null;

    /// <summary>The whole number that a value is, in the same way.</summary>
    public static long? Number(this IOperation value) =>
        value.Constant() is (long or int) and { } number ? Convert.ToInt64(number, null) : null;

    /// <summary>The value a local was declared with; null if it has none or may get another.</summary>
    public static IOperation? OnlyValue(this ILocalReferenceOperation local)
    {
        IOperation? value = null;
        foreach (IOperation operation in local.Root().Descendants())
        {
            // Only what stands before: half-written code may declare a local by itself, and following it must end.
            if (operation is IVariableDeclaratorOperation declarator
                && Same(declarator.Symbol, local.Local)
                && declarator.Syntax.Span.End <= local.Syntax.SpanStart)
            {
                value = declarator.GetVariableInitializer()?.Value;
            }
            else if (operation is ILocalReferenceOperation other && Same(other.Local, local.Local) && IsWritten(other))
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>Whether a filter is a model's <c>Everything</c>.</summary>
    public static bool IsEverything(this IOperation filter, UsageTypes types) =>
        filter.Origin() is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Everything" } everything }
        && everything.ContainingType.Is(types.Filter);

    /// <summary>The body of the method, property or program around an operation.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>All mentions of a local or parameter in the method around an operation.</summary>
    public static IEnumerable<IOperation> Mentions(this IOperation operation, ISymbol symbol) =>
        operation.Root().Descendants().Where(other => Same(other.Mentioned(), symbol));

    /// <summary>The local, parameter or field an operation mentions.</summary>
    public static ISymbol? Mentioned(this IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    /// <summary>Whether a local, parameter or field is mentioned in an operation.</summary>
    public static bool Uses(this IOperation operation, ISymbol symbol) =>
        operation.DescendantsAndSelf().Any(each => Same(each.Mentioned(), symbol));

    /// <summary>What the value is used in, conversions aside.</summary>
    public static IOperation? User(this IOperation value)
    {
        IOperation? user = value.Parent;
        while (user is IConversionOperation or IParenthesizedOperation)
            user = user.Parent;
        return user;
    }

    /// <summary>The argument for the first parameter of a kind; null when it is left out.</summary>
    public static IOperation? Argument(this IInvocationOperation call, INamedTypeSymbol? type) =>
        call.Arguments.FirstOrDefault(
            argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Type.Is(type) == true)?.Value;

    /// <summary>
    /// Whether a call is made on what an extension method gave: <c>substitute.Received().AddTagsAsync(…)</c> starts nothing.
    /// </summary>
    public static bool IsOnSubstitute(this IInvocationOperation call) =>
        call.Instance?.Unwrapped() is IInvocationOperation { TargetMethod.IsExtensionMethod: true };

    /// <summary>Whether a namespace is <c>System</c> or one in it.</summary>
    public static bool IsFramework(this INamespaceSymbol? space) => space.Root() == "System";

    /// <summary>The outermost part of a namespace's name.</summary>
    public static string Root(this INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
            space = outer;
        return space?.Name ?? "";
    }

    public static bool Same(ISymbol? one, ISymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    // Lists grow after they were declared; arrays, texts, structs and records do not.
    private static bool IsFixed(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Array or TypeKind.Struct || type.SpecialType == SpecialType.System_String || type.IsRecord;

    private static bool IsUnchangeable(ITypeSymbol type) =>
        type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Struct || type.IsRecord;

    private static bool IsAsked(IOperation mention) => mention.User() switch
    {
        IPropertyReferenceOperation or IConditionalAccessOperation or IIsPatternOperation or IBinaryOperation or ISwitchOperation
            or ISwitchExpressionOperation or ICoalesceOperation => true,
        IArgumentOperation { Parent: IInvocationOperation call } =>
            call.TargetMethod.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Any" or "Count",
        _ => false,
    };

    // A list that is handed on may be filled there; filters and attributes copy it.
    private static bool IsReading(IOperation mention, UsageTypes types) => mention.User() switch
    {
        ISpreadOperation or IForEachLoopOperation => true,
        IConditionalOperation choice => IsReading(choice, types),
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => IsReading(choice, types),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment =>
            assignment.Target != mention && (target.Property.Type.IsValueType || target.Property.ContainingType.Is(types.Attributes)),
        IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod is { IsStatic: true, Name: "AnyOf" }
            || (call.TargetMethod.IsExtensionMethod && call.TargetMethod.ContainingNamespace.IsFramework()),
        _ => false,
    };

    private static bool IsWritten(ILocalReferenceOperation local) => local.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == local,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is not (null or RefKind.None or RefKind.In),
        ITupleOperation tuple => tuple.Parent is IDeconstructionAssignmentOperation deconstruction && deconstruction.Target == tuple,
        IAddressOfOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };

    /// <summary>Whether it is a part of a call as a value, which may become a job: that takes more than a batch does.</summary>
    public static bool IsInCallAsValue(this IOperation operation, UsageTypes types)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IInvocationOperation call && call.TargetMethod.ContainingType.Is(types.BulkCall))
                return true;
        }

        return false;
    }
}
