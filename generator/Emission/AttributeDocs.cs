namespace Outreach.Bulk.Generator;

/// <summary>Says in words what the description says about an attribute.</summary>
internal static class AttributeDocs
{
    public static SourceWriter Document(this SourceWriter writer, AttributeDescription attribute, string api)
    {
        string details = Escape.ForXml(attribute.Details);
        writer.Summary(details.Length > 0 ? details : $"The attribute <c>{Escape.ForXml(attribute.Name)}</c>.");
        return writer.Remarks(string.Join(" ", Facts(attribute, api)));
    }

    private static IEnumerable<string> Facts(AttributeDescription attribute, string api)
    {
        yield return $"<c>{Escape.ForXml(attribute.Name)}</c> {api}.";
        if (attribute.IsReadOnly)
            yield return "Read-only.";
        if (attribute.IsFilterable)
            yield return "Can be filtered.";
        if (attribute.IsSortable)
            yield return "Can be sorted by.";
        if (attribute.MaxLength is { } length)
            yield return FormattableString.Invariant($"At most {length} characters{(attribute.IsList ? " each" : "")}.");
        if (attribute.KnownValues.Count > 0)
            yield return $"Known values: {string.Join(", ", attribute.KnownValues.Select(value => $"<c>{Escape.ForXml(value)}</c>"))}.";
    }
}
