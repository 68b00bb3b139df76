using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator;

/// <summary>One column and its field, as the code says them: <c>["header"] = AccountField.Name</c>.</summary>
/// <param name="Assignment">Where it is said.</param>
/// <param name="Header">The column; null when it is no constant.</param>
/// <param name="Field">The field; null when it is no constant.</param>
internal sealed record MappingEntry(ISimpleAssignmentOperation Assignment, string? Header, IFieldSymbol? Field)
{
    public static MappingEntry? TryRead(IOperation operation, UsageTypes types) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: { } header }] } target } assignment
            && OperationExtensions.Same(target.Property.ContainingType.OriginalDefinition, types.Mapping)
            ? new(assignment, header.ConstantValue is { HasValue: true, Value: string name } ? name : null, (assignment.Value.Unwrapped() as IFieldReferenceOperation)?.Field)
            : null;

    /// <summary>The entries of an initializer; those that cannot be read are left out.</summary>
    public static IEnumerable<MappingEntry> Of(IObjectOrCollectionInitializerOperation? initializer, UsageTypes types) =>
        initializer is null ? [] : initializer.Initializers.Select(part => TryRead(part, types)).OfType<MappingEntry>();
}
