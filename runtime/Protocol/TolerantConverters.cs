using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bulk.Protocol;

// The API's documents disagree on the form of almost every value. Whatever can be understood is; the rest is null,
// never an exception: one odd attribute must not lose a batch.

/// <summary>Reads <c>123</c>, <c>123.0</c> and <c>"123"</c>; nothing is rounded.</summary>
internal sealed class TolerantInt64Converter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                if (reader.TryGetInt64(out long number))
                    return number;
                return reader.TryGetDouble(out double whole) && double.IsInteger(whole) && Math.Abs(whole) < long.MaxValue
                    ? (long)whole
                    : null;
            case JsonTokenType.String:
                return long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long text)
                    ? text
                    : null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Reads <c>true</c>, <c>"true"</c> and <c>1</c>.</summary>
internal sealed class TolerantBooleanConverter : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return bool.TryParse(reader.GetString(), out bool flag) ? flag : null;
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long number) && number is 0 or 1 ? number == 1 : null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Reads ISO 8601 date-times and Unix seconds, as number or text.</summary>
internal sealed class TolerantInstantConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetDouble(out double seconds) ? FromUnixSeconds(seconds) : null;
            case JsonTokenType.String when reader.TryGetDateTimeOffset(out DateTimeOffset instant):
                return instant;
            case JsonTokenType.String:
                string text = reader.GetString()!;
                if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double epoch))
                    return FromUnixSeconds(epoch);
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset other)
                    ? other
                    : null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    private static DateTimeOffset? FromUnixSeconds(double seconds) =>
        seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
}

/// <summary>Reads text, and the text of a number or a boolean.</summary>
internal sealed class TolerantStringConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Reads the creator's id out of a resource's relationships, and nothing else of them.</summary>
internal sealed class CreatorIdConverter : JsonConverter<long?>
{
    private static readonly string[] s_path = ["creator", "data", "id"];
    private static readonly TolerantInt64Converter s_id = new();

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, s_path, options);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static long? Read(ref Utf8JsonReader reader, ReadOnlySpan<string> path, JsonSerializerOptions options)
    {
        if (path.IsEmpty)
            return s_id.Read(ref reader, typeof(long?), options);

        long? id = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return id;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool leadsOn = reader.ValueTextEquals(path[0]);
            reader.Read();
            if (leadsOn)
                id = Read(ref reader, path[1..], options);
            else
                reader.Skip();
        }

        return id;
    }
}
