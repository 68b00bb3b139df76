using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Reads a value that was typed, by the type that the description gives it.</summary>
internal static class ValueText
{
    /// <exception cref="CliException">The text is no value of the type.</exception>
    public static object Read(string text, AttributeInfo attribute, string option) => attribute.Type switch
    {
        "Integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Wrong(text, option, "a whole number, such as 250"),
        "Number" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(text, option, "a number, such as 0.5"),
        "Decimal" => decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw Wrong(text, option, "a number, such as 12.50"),
        "Boolean" => text switch
        {
            "true" => true,
            "false" => false,
            _ => throw Wrong(text, option, "true or false"),
        },
        "Instant" => Instant(text, option),
        "LocalTime" => DateTime.TryParseExact(
            text, WireText.LocalTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? time
            : throw Wrong(text, option, "a date and time without a zone, such as 2026-01-31T08:00:00"),
        "Date" => DateOnly.TryParseExact(text, WireText.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw Wrong(text, option, "a date, such as 2026-01-31"),
        "Object" => Json(text) as JsonObject ?? throw Wrong(text, option, "a JSON object, such as {\"a\": 1}"),
        "Any" => Json(text) ?? JsonValue.Create(text),
        _ => Text(text, attribute, option),
    };

    // A date alone is the start of that day, in UTC as all times of the API are.
    private static DateTimeOffset Instant(string text, string option) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset instant)
            ? instant
            : throw Wrong(text, option, "a date, or a date and time, such as 2026-01-31 or 2026-01-31T08:00:00Z");

    // The options of a pick list are all there are; values of the description are those that are known.
    private static string Text(string text, AttributeInfo attribute, string option) =>
        attribute is { Label: not null, Values: [_, ..] options }
            ? Names.Find(options, each => each, text, $"option of {attribute.Label} named", $"Options: {string.Join(", ", options)}.")
            : attribute.MaxLength is { } most && text.Length > most
            ? throw CliException.Usage(string.Create(
                CultureInfo.InvariantCulture, $"{option}: {attribute.Name} takes at most {most} characters; this text has {text.Length}."))
            : text;

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CliException Wrong(string text, string option, string expected) =>
        CliException.Usage($"{option}: \"{text}\" is not {expected}.");
}
