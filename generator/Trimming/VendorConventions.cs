using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>
/// How the vendor's document says what our extensions and OpenAPI's keywords are for. The trimmed document says it in the latter, so
/// that no later stage knows of two conventions. Each point is described in docs/vendor-document.md.
/// </summary>
internal static class VendorConventions
{
    /// <summary>Whether a body declares <c>type</c> beside <c>data</c>, which only the vendor's document does.</summary>
    public static bool IsBody(SpecMapping? properties) => properties?.Find("data") is not null && properties.Find("type") is not null;

    /// <summary>
    /// Whether attributes are placeholders (<c>attribute1</c>, <c>attribute2</c>, <c>attributeN</c>) that stand for the
    /// fields of the resource.
    /// </summary>
    public static bool ArePlaceholders(SpecMapping? attributes)
    {
        int count = 0;
        foreach (SpecMember attribute in attributes?.Members ?? [])
        {
            if (attribute.Key.Text == WellKnown.Ids)
                continue;
            if (!IsPlaceholder(attribute.Key.Text))
                return false;
            count++;
        }

        return count > 1;
    }

    /// <summary>
    /// Whether an attribute of an action must be given. The vendor marks none, but an action without what it sets, adds or
    /// removes has no meaning; lists of objects are details.
    /// </summary>
    public static bool IsNeeded(SpecMapping attribute, SpecMapping? items) =>
        attribute.Find("type") is SpecScalar { Text: "string" or "integer" or "number" or "boolean" }
        || items?.Find("type") is SpecScalar { Text: not "object" };

    /// <summary>Whether a summary only repeats the action's name in words: "Account Add Tags".</summary>
    public static bool RepeatsName(string summary, string action) =>
        string.Equals(summary.Replace(" ", ""), action, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlaceholder(string name)
    {
        const string stem = "attribute";
        return name.StartsWith(stem, StringComparison.Ordinal)
            && name.Length > stem.Length
            && (name[stem.Length..] == "N" || name.Skip(stem.Length).All(char.IsDigit));
    }
}
