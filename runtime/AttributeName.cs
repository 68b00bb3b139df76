namespace Outreach.Bulk;

/// <summary>What the name of an attribute may be where a user writes it: anything else would change the request around it.</summary>
internal static class AttributeName
{
    public static void ThrowIfNotUsable(string attribute, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(attribute, parameter);
        if (!attribute.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            throw new ArgumentException("The name of an attribute consists of letters (a to z), digits and underscores.", parameter);
    }
}
