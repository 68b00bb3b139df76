using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Says in words what the description says about an attribute: its details, and what holds where it stands.</summary>
internal static class AttributeDocs
{
    /// <summary>For what is written: a field, an attribute, a parameter.</summary>
    public static SourceWriter Document(this SourceWriter writer, PropertyModel property) =>
        writer.Document(property, "The attribute", "in the API", [.. Facts(property.Attribute), .. KnownValues(property.Attribute)]);

    /// <summary>For a clause of a filter.</summary>
    public static SourceWriter DocumentClause(this SourceWriter writer, PropertyModel clause) =>
        writer.Document(clause, "Filters by", "in the filter", KnownValues(clause.Attribute));

    // The attribute is named where its name does not follow from that in C#.
    private static SourceWriter Document(
        this SourceWriter writer, PropertyModel property, string lead, string place, IEnumerable<string> facts)
    {
        string details = Escape.ForXml(property.Attribute.Details);
        string name = $"<c>{Escape.ForXml(property.Attribute.Name)}</c>";
        string[] first = details.Length == 0 ? [$"{lead} {name}."]
            : Identifier.IsCapitalised(property.Name, property.Attribute.Name) ? [details]
            : [details, $"{name} {place}."];
        return writer.Summary(string.Join(" ", first.Concat(facts)));
    }

    private static IEnumerable<string> Facts(AttributeDescription attribute)
    {
        if (attribute.IsReadOnly)
            yield return "Read-only.";
        if (attribute.MaxLength is { } length)
            yield return FormattableString.Invariant($"At most {length} characters{(attribute.IsList ? " each" : "")}.");
    }

    private static IEnumerable<string> KnownValues(AttributeDescription attribute)
    {
        if (attribute.KnownValues.Count > 0)
            yield return $"Known values: {string.Join(", ", attribute.KnownValues.Select(value => $"<c>{Escape.ForXml(value)}</c>"))}.";
    }
}
