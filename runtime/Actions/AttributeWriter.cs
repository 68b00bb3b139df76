using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk;

internal static class AttributeWriter
{
    public static void Write(Utf8JsonWriter writer, object value, bool asNumbers = false)
    {
        switch (value)
        {
            case Clear:
                writer.WriteNullValue();
                break;
            case string text when asNumbers && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id):
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
            case DateTimeOffset or DateOnly:
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
}
