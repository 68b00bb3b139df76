namespace Outreach.Bulk.Generator.Conventions;

/// <summary>The keywords of OpenAPI that are read in one kind of part, to tell a slip: a document tells letter cases apart.</summary>
internal sealed class Keywords
{
    private readonly Dictionary<string, string> _byLetters;

    private Keywords(params string[] names) => _byLetters = names.ToDictionary(Letters, StringComparer.OrdinalIgnoreCase);

    public static Keywords OfOperations { get; } = new("description", "parameters", "requestBody", "summary");

    public static Keywords OfSchemas { get; } = new(
        "$ref", "additionalProperties", "allOf", "anyOf", "description", "format", "items", "maxLength", "oneOf", "properties", "readOnly",
        "required", "type");

    /// <summary>The keyword that a name is most likely meant to be; null for one that is written as it must be, and for all others.</summary>
    public string? Meant(string name) => _byLetters.TryGetValue(Letters(name), out string? keyword) && keyword != name ? keyword : null;

    private static string Letters(string name) => name.All(char.IsLetter) ? name : new([.. name.Where(char.IsLetter)]);
}
