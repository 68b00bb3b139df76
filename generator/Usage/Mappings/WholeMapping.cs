using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator;

/// <summary>All fields of a mapping, where one method shows them all. A mapping is filled as it goes, so each mention of it counts.</summary>
internal static class WholeMapping
{
    /// <summary>Names the fields by their names in code and in the API; null when some cannot be seen.</summary>
    public static IReadOnlyList<string>? Fields(IOperation mapping, UsageTypes types)
    {
        List<string> fields = [];
        mapping = mapping.Unwrapped();
        if (mapping is ILocalReferenceOperation local)
        {
            if (local.OnlyValue() is not { } only || !local.Mentions(local.Local).All(mention => mention == mapping || Read(mention, types, fields)))
                return null;
            mapping = only.Unwrapped();
        }

        return mapping is IObjectCreationOperation { Arguments.IsEmpty: true } creation && (creation.Initializer?.Initializers ?? []).All(part => ReadEntry(part, types, fields))
            ? fields
            : null;
    }

    private static bool Read(IOperation mention, UsageTypes types, List<string> fields) => mention.User() switch
    {
        IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } => ReadEntry(assignment, types, fields),
        IInvocationOperation call => ReadCall(call, fields),
        IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod.ContainingType.Is(types.ActionGroup) || call.TargetMethod.ContainingType.Is(types.ImportResult),
        _ => false,
    };

    private static bool ReadEntry(IOperation part, UsageTypes types, List<string> fields)
    {
        if (MappingEntry.TryRead(part, types)?.Field is { ConstantValue: int number } field)
        {
            fields.Add(ModelFields.KeyOf(number) ?? field.Name);
            return true;
        }

        return part is IInvocationOperation call && ReadCall(call, fields);
    }

    private static bool ReadCall(IInvocationOperation call, List<string> fields)
    {
        if (call is { TargetMethod.Name: "AddUnchecked", Arguments: [_, { Value.ConstantValue: { HasValue: true, Value: string apiName } }] })
        {
            fields.Add(apiName);
            return true;
        }

        return call.TargetMethod.Name is "ThrowIfNotUsable" or "ToString";
    }
}
