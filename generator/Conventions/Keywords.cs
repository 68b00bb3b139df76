namespace Outreach.Bulk.Generator.Conventions;

/// <summary>The words that are read in one kind of part, to tell a slip: a document tells letter cases apart.</summary>
internal sealed class Keywords
{
    // Short words are near too many others.
    private const int ShortestToSpell = 7;

    private readonly Dictionary<string, string> _byLetters;
    private readonly int _mostSlips;

    private Keywords(int mostSlips, params string[] names)
    {
        _mostSlips = mostSlips;
        _byLetters = names.ToDictionary(Letters, StringComparer.OrdinalIgnoreCase);
    }

    public static Keywords OfDocuments { get; } = new(0, "components", "info", "openapi", "paths", "swagger");

    public static Keywords OfComponents { get; } = new(0, "schemas");

    public static Keywords OfOperations { get; } = new(0, "description", "parameters", "requestBody", "summary");

    // OpenAPI has others that differ from these in a letter or two.
    public static Keywords OfSchemas { get; } = new(
        0, "$ref", "additionalProperties", "allOf", "anyOf", "description", "format", "items", "maxLength", "oneOf", "properties",
        "readOnly", "required", "type");

    /// <summary>The formats that give a type of their own.</summary>
    public static Keywords OfFormats { get; } = new(1, "date", "date-time");

    public static Keywords OfOverlays { get; } = new(1, "actions", "info", "overlay");

    public static Keywords OfOverlayEntries { get; } = new(0, "description", "remove", "target", "update");

    /// <summary>The word that a name is most likely meant to be; null for one that is written as it must be, and for all others.</summary>
    public string? Meant(string name)
    {
        string letters = Letters(name);
        string? word = _byLetters.TryGetValue(letters, out string? same) ? same
            : _byLetters.FirstOrDefault(known => known.Key.Length >= ShortestToSpell
                && Math.Abs(known.Key.Length - letters.Length) <= _mostSlips
                && Spelling.Slips(known.Key, letters.ToLowerInvariant()) <= _mostSlips).Value;
        return word == name ? null : word;
    }

    private static string Letters(string name) => name.All(char.IsLetter) ? name : new([.. name.Where(char.IsLetter)]);
}
