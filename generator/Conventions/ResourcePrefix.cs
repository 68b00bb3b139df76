namespace Outreach.Bulk.Generator.Conventions;

/// <summary>
/// What an action's name begins with. It chooses the group (<c>Accounts</c>) and the resource (<c>account</c>), and is cut
/// off; the rest names the method.
/// </summary>
/// <param name="Group">The group's name in C#; empty when the prefix has no C# form.</param>
/// <param name="Resource">The resource's schema in the description.</param>
/// <param name="Rest">What is left of the action's name.</param>
/// <param name="IsKnown">Whether a resource claims the prefix; otherwise the first camel-case word was taken for it.</param>
internal sealed record ResourcePrefix(string Group, string Resource, string Rest, bool IsKnown);
