using System.Globalization;

namespace Outreach.Bulk;

/// <summary>The columns of a mapping by which Outreach tells records apart.</summary>
internal static class KeyColumns
{
    private const string Id = "id";

    // Accounts have the first, prospects the second, both the third.
    private static readonly string[] s_fields = ["customId", "externalId", Id];

    public static IReadOnlyList<ImportMappingEntry> Of(ImportMapping mapping) =>
        [.. mapping.Entries.Where(entry => s_fields.Contains(entry.ApiName, StringComparer.Ordinal))];

    /// <summary>A key as it is compared: without blanks around it, and an id as the number it is. Empty for none.</summary>
    public static string Normalize(string apiName, string value)
    {
        value = value.Trim();
        return apiName == Id && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id)
            ? id.ToString(CultureInfo.InvariantCulture)
            : value;
    }
}
