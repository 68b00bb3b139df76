namespace Outreach.Bulk;

/// <summary>What no clause may hold: a clause that the server could read as absent selects every record.</summary>
internal static class FilterGuard
{
    public const string NullWord = "__null__";
    public const string NotNullWord = "__notnull__";

    public static void ThrowIfNotUsable<T>(T[]? values, string property)
    {
        WireText.ThrowIfNotWritable(values, property);
        foreach (T value in values!)
        {
            if (value is NullWord or NotNullWord)
            {
                throw new ArgumentException(
                    $"{property} was assigned the text \"{value}\", which the filter syntax reserves. Use FilterValue.Null or FilterValue.NotNull if that is meant; the text itself cannot be asked for.",
                    property);
            }
        }
    }

    public static void ThrowIfNotUsable<T>(bool isSet, T? bound, string property)
    {
        if (isSet)
            WireText.ThrowIfNotWritable(bound, property);
    }
}
