using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Values that say nothing, as far as one method shows it. What cannot be seen is not empty.</summary>
internal static class Emptiness
{
    /// <summary>Says in what way a value is empty: no items, a blank text, null, default.</summary>
    /// <returns>"an empty list"; null for a value that may say something.</returns>
    public static string? Of(IOperation value, UsageTypes types) => value.Content(types) switch
    {
        IDefaultValueOperation => "default",
        { ConstantValue: { HasValue: true, Value: null } } => "null",
        { ConstantValue: { HasValue: true, Value: string text } } => string.IsNullOrWhiteSpace(text) ? "a blank text" : null,
        IObjectCreationOperation { Initializer: null or { Initializers.IsEmpty: true }, Arguments.IsEmpty: true } creation
            when IsValue(creation.Type) => "default",
        { } content => IsEmptyList(content, types) ? "an empty list" : null,
    };

    /// <summary>The values that a list, or a single value, is seen to have; those of a list that is filled elsewhere are not seen.</summary>
    public static IEnumerable<IOperation> Items(IOperation value, UsageTypes types) => value.Content(types) switch
    {
        ICollectionExpressionOperation list => list.Elements.SelectMany(
            element => element is ISpreadOperation spread ? Items(spread.Operand, types) : [element.Content(types)]),
        IArrayCreationOperation { Initializer: { } items } => items.ElementValues.Select(item => item.Content(types)),
        IObjectCreationOperation { Initializer: { } initializer } creation when IsList(creation.Type) => initializer.Initializers
            .OfType<IInvocationOperation>()
            .SelectMany(add => add.Arguments.Select(argument => argument.Value.Content(types))),
        IInvocationOperation { Arguments: [{ Value: { } values }] } call when OperationExtensions.Same(
            call.TargetMethod.ContainingType, types.FilterValues) => Items(values, types),
        { } single => [single],
    };

    private static bool IsEmptyList(IOperation list, UsageTypes types) => list switch
    {
        ICollectionExpressionOperation { Elements: { } elements } =>
            elements.All(element => element is ISpreadOperation spread && IsEmptyList(spread.Operand.Content(types), types)),
        IArrayCreationOperation { DimensionSizes: [{ } size] } => size.Number() == 0,
        // An argument is what it holds, or how much it has room for.
        IObjectCreationOperation { Initializer: null or { Initializers.IsEmpty: true } } creation when IsList(creation.Type) =>
            creation.Arguments.All(argument => argument.Value.Type?.SpecialType == SpecialType.System_Int32),
        IFieldReferenceOperation { Field: { Name: "Empty", IsStatic: true } field } => field.ContainingNamespace.IsFramework(),
        IPropertyReferenceOperation { Property: { Name: "Empty", IsStatic: true } property } =>
            property.ContainingNamespace.IsFramework() && property.Type.SpecialType != SpecialType.System_String,
        IInvocationOperation call when OperationExtensions.Same(call.TargetMethod.ContainingType, types.FilterValues) =>
            call.Arguments is [{ Value: { } values }] && IsEmptyList(values.Content(types), types),
        IInvocationOperation call when call.TargetMethod.ContainingNamespace.IsFramework() => GivesNothing(call, types),
        _ => false,
    };

    private static bool GivesNothing(IInvocationOperation call, UsageTypes types) =>
        (call.TargetMethod.Name, call.Arguments) switch
        {
            ("Empty", []) => true,
            ("Range" or "Repeat" or "Take", [_, { Value: { } count }]) when count.Number() == 0 => true,
            ("AsEnumerable" or "Cast" or "Distinct" or "Order" or "OrderBy" or "OrderByDescending" or "OrderDescending" or "Reverse"
                or "Select" or "Skip" or "Take" or "ToArray" or "ToHashSet" or "ToList" or "Where", [{ Value: { } source }, ..]) =>
                    call.TargetMethod.IsExtensionMethod && IsEmptyList(source.Content(types), types),
            ("ToArray", []) => call.Instance is { } list && IsEmptyList(list.Content(types), types),
            _ => false,
        };

    private static bool IsValue(ITypeSymbol? type) => type is { TypeKind: TypeKind.Struct };

    private static bool IsList(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Class, AllInterfaces: { } interfaces }
        && type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.ObjectModel"
        && interfaces.Any(each => each.SpecialType == SpecialType.System_Collections_IEnumerable);
}
