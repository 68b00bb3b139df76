namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>Where a rule is explained: a page of the documentation, named after its id.</summary>
internal static class RulePages
{
    // Relative to the root of the repository and of the package alike, which both hold the pages.
    public static string Of(string id) => $"docs/rules/{id}.md";
}
