using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>A model's field enum. A member's number is made of its field's name in the API, so the one tells the other.</summary>
internal static class ResourceFields
{
    // By which an import finds records. Mail addresses are in question: the vendor's pages disagree.
    private static readonly string[] s_keys = ["id", "customId", "externalId", "emails"];

    /// <summary>The enum of a mapping, be it the model's own or a file's.</summary>
    public static INamedTypeSymbol? Of(ITypeSymbol? mapping, UsageTypes types) =>
        mapping.Base(types.Mapping) is { TypeArguments: [INamedTypeSymbol { TypeKind: TypeKind.Enum } fields] } ? fields
        : mapping.Base(types.HeaderMapping) is { TypeArguments: [_, INamedTypeSymbol { TypeKind: TypeKind.Enum } fieldsOfFile] }
        ? fieldsOfFile
        : null;

    /// <summary>The field of a name in the API.</summary>
    public static IFieldSymbol? Find(INamedTypeSymbol fields, string apiName) => fields.Member(StableNumber.Of(apiName));

    /// <summary>The fields by which an import finds records; none for a model of which it is not known.</summary>
    public static IFieldSymbol[] Keys(INamedTypeSymbol fields)
    {
        IFieldSymbol[] keys = [.. s_keys.Select(key => Find(fields, key)).OfType<IFieldSymbol>()];
        return keys.Length > 1 ? keys : [];
    }

    /// <summary>The key of a field's number; null for anything but a field.</summary>
    public static string? KeyOf(int number) => s_keys.FirstOrDefault(key => StableNumber.Of(key) == number);

    public static bool IsKey(string apiName) => s_keys.Contains(apiName, StringComparer.Ordinal);
}
