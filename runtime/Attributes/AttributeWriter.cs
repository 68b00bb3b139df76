using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Attributes;

internal static class AttributeWriter
{
    /// <summary>Whether a text is the decimal number of a record.</summary>
    public static bool IsId(string text) => TryReadId(text, out _);

    public static void Write(Utf8JsonWriter writer, object value, bool asNumbers = false)
    {
        switch (value)
        {
            case Clear:
                writer.WriteNullValue();
                break;
            case string text when asNumbers && TryReadId(text, out long id):
                writer.WriteNumberValue(id);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset or DateOnly or DateTime:
                writer.WriteStringValue(WireText.Format(value));
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            case Array items:
                writer.WriteStartArray();
                foreach (object item in items)
                    Write(writer, item, asNumbers);
                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"An attribute of type {value.GetType()} cannot be written.");
        }
    }

    private static bool TryReadId(string text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id >= 1;
}
