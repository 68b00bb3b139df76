using System.Globalization;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Filtering;

internal static class FilterValue
{
    /// <summary>Turns text from the wire into what the column holds.</summary>
    public static object Read(string path, AttributeKind kind, string text)
    {
        switch (kind)
        {
            case AttributeKind.Integer:
                if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
                    return integer;
                break;
            case AttributeKind.Number:
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
                    return number;
                break;
            case AttributeKind.Boolean:
                if (text is "true" or "false")
                    return text == "true" ? 1L : 0L;
                break;
            case AttributeKind.Time:
                if (Timestamps.TryRead(text, out DateTimeOffset time))
                    return time.UtcTicks;
                throw ApiException.BadTime($"'{text}' is not a date or time the filter '{path}' can read.");
            default:
                return text;
        }

        throw ApiException.BadFilter($"'{text}' is not a value of the filter '{path}'.");
    }
}
