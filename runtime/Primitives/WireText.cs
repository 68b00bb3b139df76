using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Primitives;

/// <summary>The one text form of each value that goes on the wire, and what is refused before it gets there.</summary>
internal static class WireText
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    public const string LocalTimeFormat = "yyyy-MM-dd'T'HH:mm:ss";
    public const string DateFormat = "yyyy-MM-dd";

    public static string Format(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => instant.ToUniversalTime().ToString(InstantFormat, CultureInfo.InvariantCulture),
        DateTime local => local.ToString(LocalTimeFormat, CultureInfo.InvariantCulture),
        DateOnly date => date.ToString(DateFormat, CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A value of type {value.GetType()} cannot be written into a request line."),
    };

    /// <summary>Refuses null, blank text, empty lists and whatever has no encoding.</summary>
    public static void ThrowIfNotWritable(object? value, string property)
    {
        Refuse.Null(value, property, "Give it a value, or leave it out.");
        switch (value)
        {
            case string text when string.IsNullOrWhiteSpace(text):
                throw new ArgumentException($"{property} was assigned a blank text, which a server may read as no value at all.", property);
            case Array { Length: 0 }:
                throw new ArgumentException(
                    $"{property} was assigned an empty list. Give it at least one item, or leave it out.",
                    property);
            case long[] or bool[] or DateOnly[] or DateTimeOffset[]:
                // Nothing of these cannot be written; looking would box each.
                break;
            case Array items:
                foreach (object? item in items)
                {
                    if (item is null)
                        throw new ArgumentNullException(property, $"{property} was assigned a list that holds null. Leave such items out.");
                    ThrowIfNotWritable(item, property);
                }

                break;
            default:
                ThrowIfNotEncodable(value, property);
                break;
        }
    }

    /// <summary>Refuses numbers that JSON cannot carry and text that UTF-8 cannot.</summary>
    public static void ThrowIfNotEncodable(object? value, string property)
    {
        switch (value)
        {
            case double.NaN or double.PositiveInfinity or double.NegativeInfinity:
            case float.NaN or float.PositiveInfinity or float.NegativeInfinity:
                throw new ArgumentException(
                    $"{property} was assigned {Format(value)}, which is not a finite number and cannot be sent.",
                    property);
            case string text when HasUnpairedSurrogate(text):
                throw new ArgumentException(
                    $"{property} was assigned a text with an unpaired surrogate, which has no UTF-8 form and cannot be sent.",
                    property);
            case JsonNode node:
                ThrowIfNodeNotEncodable(node, property);
                break;
        }
    }

    private static void ThrowIfNodeNotEncodable(JsonNode node, string property)
    {
        try
        {
            using Utf8JsonWriter trial = new(Stream.Null);
            node.WriteTo(trial);
        }
        catch (Exception exception)
        {
            throw new ArgumentException(
                $"{property} was assigned a JSON value that cannot be written: {exception.Message}",
                property, exception);
        }

        ThrowIfUnpaired(node, property);
    }

    // The writer replaces half a surrogate pair, which would change the value without a word.
    private static void ThrowIfUnpaired(JsonNode node, string property)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? member) in members)
                {
                    ThrowIfNotEncodable(name, property);
                    if (member is not null)
                        ThrowIfUnpaired(member, property);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    if (item is not null)
                        ThrowIfUnpaired(item, property);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text):
                ThrowIfNotEncodable(text, property);
                break;
        }
    }

    private static bool HasUnpairedSurrogate(string text)
    {
        ReadOnlySpan<char> rest = text;
        int at;
        while ((at = rest.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0)
        {
            if (!char.IsHighSurrogate(rest[at]) || at + 1 == rest.Length || !char.IsLowSurrogate(rest[at + 1]))
                return true;
            rest = rest[(at + 2)..];
        }

        return false;
    }
}
