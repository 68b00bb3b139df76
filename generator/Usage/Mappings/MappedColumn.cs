using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>A column as the code calls it: by its header's text, or by a member of its file's enum.</summary>
/// <param name="Name">What the code calls it.</param>
/// <param name="Number">The number that is made of its header's text; a member's own.</param>
internal sealed record MappedColumn(string Name, int Number)
{
    /// <summary>Reads the key of an entry; null when it is no constant.</summary>
    public static MappedColumn? TryRead(IOperation key) => key.ConstantValue switch
    {
        { HasValue: true, Value: string header } => new(header, StableNumber.Of(header)),
        { HasValue: true, Value: int number } when key.Type is INamedTypeSymbol columns && columns.Member(number) is { } member =>
            new($"{columns.Name}.{member.Name}", number),
        _ => null,
    };
}
