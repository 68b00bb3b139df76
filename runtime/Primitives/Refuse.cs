using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk.Primitives;

/// <summary>Refuses what was assigned to a property, by the property's name and with the remedy.</summary>
internal static class Refuse
{
    public static void Null([NotNull] object? value, string property, string remedy)
    {
        if (value is null)
            throw new ArgumentNullException(property, $"{property} was assigned null. {remedy}");
    }
}
