namespace Outreach.Bulk.Generator.Trimming;

/// <summary>
/// Reads which attributes of a related record can be filtered by from the sentence that the vendor puts it in: "You can use
/// attributes id and name to filter prospects by stage".
/// </summary>
internal static class RelationshipProse
{
    private static readonly string[] s_beginnings =
    [
        "You can use only the attribute ", "You can use the attribute ", "You can use attributes ",
    ];
    private static readonly string[] s_separators = [", ", " and "];

    public static string[] FilterableBy(string description)
    {
        foreach (string beginning in s_beginnings)
        {
            int start = description.IndexOf(beginning, StringComparison.Ordinal) + beginning.Length;
            int end = start < beginning.Length ? -1 : description.IndexOf(" to filter ", start, StringComparison.Ordinal);
            if (end > start)
                return description[start..end].Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        }

        return [];
    }
}
