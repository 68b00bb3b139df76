using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>All of a mapping, where one method shows it. A mapping is filled as it goes, so each mention of it counts.</summary>
internal sealed class WholeMapping
{
    private readonly List<string> _fields = [];
    private readonly List<MappedColumn?> _columns = [];

    private WholeMapping(ITypeSymbol? type) => Type = type;

    /// <summary>What was created, before it became what an import takes.</summary>
    public ITypeSymbol? Type { get; }

    /// <summary>The fields, by their names in code and in the API.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>The columns; null for one that is no constant.</summary>
    public IReadOnlyList<MappedColumn?> Columns => _columns;

    /// <summary>Reads a mapping; null when some of it cannot be seen.</summary>
    public static WholeMapping? Of(IOperation mapping, UsageTypes types)
    {
        mapping = mapping.Unwrapped();
        ILocalReferenceOperation? local = mapping as ILocalReferenceOperation;
        if ((local is null ? mapping : local.OnlyValue()?.Unwrapped()) is not IObjectCreationOperation { Arguments.IsEmpty: true } creation)
            return null;
        WholeMapping whole = new(creation.Type);
        return (local is null || local.Mentions(local.Local).All(mention => mention == local || whole.Read(mention, types)))
            && (creation.Initializer?.Initializers ?? []).All(part => whole.ReadEntry(part, types))
            ? whole
            : null;
    }

    private bool Read(IOperation mention, UsageTypes types) => mention.User() switch
    {
        IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } => ReadEntry(assignment, types),
        IInvocationOperation call => ReadCall(call),
        IArgumentOperation { Parent: IInvocationOperation call } =>
            call.TargetMethod.ContainingType.Is(types.ActionGroup) || call.TargetMethod.ContainingType.Is(types.ImportResult),
        _ => false,
    };

    private bool ReadEntry(IOperation part, UsageTypes types)
    {
        if (MappingEntry.TryRead(part, types) is { Field: { ConstantValue: int number } field } entry)
        {
            _fields.Add(ResourceFields.KeyOf(number) ?? field.Name);
            _columns.Add(entry.Column);
            return true;
        }

        return part is IInvocationOperation call && ReadCall(call);
    }

    private bool ReadCall(IInvocationOperation call)
    {
        if (
            call is
            {
                TargetMethod.Name: "AddUnchecked",
                Arguments: [{ Value: { } column }, { Value.ConstantValue: { HasValue: true, Value: string apiName } }]
            })
        {
            _fields.Add(apiName);
            _columns.Add(MappedColumn.TryRead(column));
            return true;
        }

        return call.TargetMethod.Name is "ThrowIfNotUsable" or "ToString";
    }
}
