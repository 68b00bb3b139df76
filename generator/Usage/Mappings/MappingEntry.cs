using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>
/// One column and its field, as the code says them: <c>["header"] = AccountField.Name</c>, in a model's own mapping or a file's.
/// </summary>
/// <param name="Assignment">Where it is said.</param>
/// <param name="Column">The column; null when it is no constant.</param>
/// <param name="Field">The field; null when it is no constant.</param>
internal sealed record MappingEntry(ISimpleAssignmentOperation Assignment, MappedColumn? Column, IFieldSymbol? Field)
{
    public static MappingEntry? TryRead(IOperation operation, UsageTypes types) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } target } assignment
            && target.Arguments is [{ Value: { } key }]
            && target.Property.ContainingType.OriginalDefinition is var mapping
            && (OperationExtensions.Same(mapping, types.Mapping) || OperationExtensions.Same(mapping, types.HeaderMapping))
            ? new(assignment, MappedColumn.TryRead(key), (assignment.Value.Unwrapped() as IFieldReferenceOperation)?.Field)
            : null;

    /// <summary>The entries of an initializer; those that cannot be read are left out.</summary>
    public static IEnumerable<MappingEntry> Of(IObjectOrCollectionInitializerOperation? initializer, UsageTypes types) =>
        initializer is null ? [] : initializer.Initializers.Select(part => TryRead(part, types)).OfType<MappingEntry>();
}
