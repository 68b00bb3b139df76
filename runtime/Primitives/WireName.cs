namespace Outreach.Bulk.Primitives;

/// <summary>What a name may be where a user writes it: anything else would change the request around it.</summary>
internal static class WireName
{
    public static void ThrowIfNotUsable(string name, string parameter, string of = "an attribute")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        if (!IsUsable(name))
            throw new ArgumentException($"The name of {of} consists of letters (a to z), digits and underscores.", parameter);
    }

    public static bool IsUsable(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
