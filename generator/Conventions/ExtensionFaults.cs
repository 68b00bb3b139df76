using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Conventions;

/// <summary>Reports values of extensions that are not what they must be, each at its place.</summary>
internal static class ExtensionFaults
{
    /// <summary>What is said of a slip whose meaning is certain.</summary>
    public const string ReadAsMeant = "It was read as that";

    private static readonly string[] s_effects = ["edit", "destroy", "outbound"];
    private static readonly string[] s_types = ["array", "boolean", "integer", "number", "object", "string"];

    // What a filter of an extension cannot be: it holds plain values, where no reference is followed.
    private static readonly string[] s_unread = ["$ref", "allOf", "anyOf", "oneOf"];

    /// <summary>Whether a path is segments of letters, digits and underscores.</summary>
    public static bool IsPath(string path) => Array.TrueForAll(
        path.Split('/'),
        segment =>
            segment.Length > 0
                && segment.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'));

    /// <summary>A text that says something; null for anything else.</summary>
    public static string? Text(SpecNode value) => CoreSchema.Text(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A text that C# can make a name of; null for anything else.</summary>
    public static string? Name(SpecNode value) => Text(value) is { } text && Identifier.Pascal(text) is not null ? text : null;

    /// <summary>The text of one of the known values; null for anything else.</summary>
    public static string? KnownValue(SpecNode item) =>
        item is SpecMapping map ? (map.Find("value") is { } value ? CoreSchema.Text(value) : null) : CoreSchema.Text(item);

    /// <summary>The format of a filter, a slip mended; null for none.</summary>
    public static string? FormatOf(SpecMapping filter) => filter.Find("format") is { } format && CoreSchema.Text(format) is { } text
        ? (filter.Find("type") is SpecScalar { Text: "string" } ? Keywords.OfFormats.Meant(text) : null) ?? text
        : null;

    public static void Report(string name, ExtensionRule rule, SpecNode value, PlacedProblems problems)
    {
        switch (rule.Value)
        {
            case ExtensionValueKind.Effect when !s_effects.Contains(CoreSchema.Text(value) ?? "", StringComparer.Ordinal):
                problems.AddShape(
                    value.Span,
                    $"The effect is {value.Kind}",
                    $"one of {string.Join(", ", s_effects)}",
                    "Until then the action is taken to destroy, so that a call of it takes a Consent");
                break;
            case ExtensionValueKind.Flag when CoreSchema.Flag(value) is null:
                Report(value, "true or false");
                break;
            case ExtensionValueKind.Text when Text(value) is null:
                Report(value, "a text");
                break;
            case ExtensionValueKind.Name when Name(value) is null:
                Report(value, "a text with a letter or digit");
                break;
            case ExtensionValueKind.Path when CoreSchema.Text(value) is not { } path || !IsPath(path):
                Report(value, "a path of letters, digits and underscores, such as accounts");
                break;
            case ExtensionValueKind.List when value is not SpecSequence:
                Report(value, "a list");
                break;
            case ExtensionValueKind.Map when value is not SpecMapping:
                Report(value, "a map");
                break;
            case ExtensionValueKind.Texts:
                ReportItems(CoreSchema.Text, "a text; put it in quotes if it is meant as one");
                break;
            case ExtensionValueKind.KnownValues:
                ReportItems(KnownValue, "a text, or a map whose 'value' is one; put it in quotes if it is meant as one");
                break;
            case ExtensionValueKind.Filters when value is not SpecMapping:
                Report(value, "a map of names to schemas, such as {id: {type: integer}}");
                break;
            case ExtensionValueKind.Filters:
                foreach (SpecMember filter in ((SpecMapping)value).Members)
                    ReportFilter(filter);
                break;
        }

        void ReportItems(Func<SpecNode, string?> text, string expected)
        {
            if (value is not SpecSequence list)
            {
                Report(value, "a list");
                return;
            }

            foreach (SpecNode item in list.Items.Where(item => text(item) is null))
                problems.AddShape(PlaceOf(item), $"An item of {name} is {item.Kind}", expected, "It was left out");
        }

        void ReportFilter(SpecMember filter)
        {
            string what = $"'{filter.Key.Text}' of {name}";
            if (filter.Value is not SpecMapping schema)
                Report(filter.Value, "a schema such as {type: integer}", what);
            else if (schema.Members.FirstOrDefault(member => s_unread.Contains(member.Key.Text, StringComparer.Ordinal)) is { } unread)
                problems.AddShape(unread.Key.Span, $"{what} has {unread.Key.Text}", "a type in place; references are not followed here");
            else if (schema.Find("type") is { } type && !s_types.Contains(CoreSchema.Text(type) ?? "", StringComparer.Ordinal))
                Report(type, $"one of {string.Join(", ", s_types)}", $"The type of {what}");
            else if (schema.Find("format") is { } format && FormatOf(schema) is { } meant && meant != CoreSchema.Text(format))
                problems.AddShape(format.Span, $"The format of {what} is {format.Kind}", $"'{meant}', if that is meant", ReadAsMeant);
        }

        void Report(SpecNode node, string expected, string? what = null) =>
            problems.AddShape(node.Span, $"{what ?? name} is {node.Kind}", expected, "It was left out");
    }

    private static Microsoft.CodeAnalysis.Text.TextSpan PlaceOf(SpecNode item) => ((item as SpecMapping)?.Find("value") ?? item).Span;
}
