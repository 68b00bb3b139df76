using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission.Text;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Says in words what the description says about an attribute.</summary>
internal static class AttributeDocs
{
    /// <summary>For a field or an attribute: everything.</summary>
    public static SourceWriter Document(this SourceWriter writer, AttributeDescription attribute) =>
        writer.Document(attribute, "The attribute", "in the API", [.. Facts(attribute), .. KnownValues(attribute)]);

    /// <summary>For a clause of a filter: only what helps to write the clause.</summary>
    public static SourceWriter DocumentClause(this SourceWriter writer, AttributeDescription attribute) =>
        writer.Document(attribute, "Filters by", "in the filter", KnownValues(attribute));

    // The summary names the attribute if the description has nothing to say; otherwise the remarks do.
    private static SourceWriter Document(
        this SourceWriter writer, AttributeDescription attribute, string lead, string place, IEnumerable<string> facts)
    {
        string details = Escape.ForXml(attribute.Details);
        string name = $"<c>{Escape.ForXml(attribute.Name)}</c>";
        string[] remarks = details.Length > 0 ? [$"{name} {place}.", .. facts] : [.. facts];
        writer.Summary(details.Length > 0 ? details : $"{lead} {name}.");
        return remarks.Length == 0 ? writer : writer.Remarks(string.Join(" ", remarks));
    }

    private static IEnumerable<string> Facts(AttributeDescription attribute)
    {
        if (attribute.IsReadOnly)
            yield return "Read-only.";
        if (attribute.IsFilterable)
            yield return "Can be filtered.";
        if (attribute.MaxLength is { } length)
            yield return FormattableString.Invariant($"At most {length} characters{(attribute.IsList ? " each" : "")}.");
    }

    private static IEnumerable<string> KnownValues(AttributeDescription attribute)
    {
        if (attribute.KnownValues.Count > 0)
            yield return $"Known values: {string.Join(", ", attribute.KnownValues.Select(value => $"<c>{Escape.ForXml(value)}</c>"))}.";
    }
}
