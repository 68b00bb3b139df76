using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Model;

/// <summary>What the types of a resource are called in C#.</summary>
internal static class TypeNames
{
    public static string FieldOf(string resource) => $"{Identifier.Pascal(resource)}Field";

    public static string MappingOf(string resource) => $"{Identifier.Pascal(resource)}Mapping";

    public static string FilterOf(string resource) => $"{Identifier.Pascal(resource)}Filter";

    public static string RecordOf(string customObject) => $"{Identifier.Pascal(customObject)}Record";

    /// <summary>The class of an enum's extension methods.</summary>
    public static string ExtensionsOf(string enumType) => $"{enumType}Extensions";

    /// <summary>The names of all that is generated of the description. Without case: generated files would have the same name.</summary>
    public static HashSet<string> GeneratedFor(ApiModel api) => new(
        api.Groups.SelectMany(group => new[] { group.Name, group.TypeName })
            .Concat(api.Actions.SelectMany(action => new[] { action.ParamsType, action.AttributesType }))
            .Concat(api.Imports.Select(import => import.MappingType))
            .Concat(api.Filters.SelectMany(filter => filter.Related.Select(related => related.TypeName).Append(filter.TypeName)))
            .Concat(api.Fields.SelectMany(fields => new[] { fields.TypeName, ExtensionsOf(fields.TypeName) }))
            .Concat(api.Upserts.Select(upsert => upsert.RecordType).Where(type => type.Length > 0))
            .Concat(api.Choices.SelectMany(choice => new[] { choice.TypeName, choice.ExtensionsType }))
            .Append("Batches")
            .Append(GroupModel.Imports.Name),
        StringComparer.OrdinalIgnoreCase);
}
