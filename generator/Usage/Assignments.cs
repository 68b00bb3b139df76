using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>What an object was made with: the assignments of its initializer, and of what it is a changed copy of.</summary>
internal static class Assignments
{
    /// <summary>Lists the assignments by property, an attribute that goes by name as <c>["name"]</c>; the last one counts.</summary>
    /// <returns>The values; null when it cannot be seen how the object was made.</returns>
    public static Dictionary<string, IOperation>? Of(IOperation value) => value.Origin() switch
    {
        IObjectCreationOperation { Arguments.IsEmpty: true } creation => Add([], creation.Initializer),
        IWithOperation copy when Of(copy.Operand) is { } original => Add(original, copy.Initializer),
        _ => null,
    };

    private static Dictionary<string, IOperation>? Add(
        Dictionary<string, IOperation> assignments, IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is null)
            return assignments;
        foreach (IOperation part in initializer.Initializers)
        {
            if (part is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
                || NameOf(target) is not { } name)
            {
                return null;
            }

            assignments[name] = assignment.Value;
        }

        return assignments;
    }

    private static string? NameOf(IPropertyReferenceOperation target) => target.Arguments switch
    {
        [] => target.Property.Name,
        [{ Value.ConstantValue: { HasValue: true, Value: string name } }] => $"[\"{name}\"]",
        _ => null,
    };
}
