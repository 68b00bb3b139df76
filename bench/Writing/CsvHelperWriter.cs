using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.TypeConversion;

namespace Outreach.Bulk.Benchmarks.Writing;

/// <summary>The peer: the same rows in the same form, through CsvHelper's own way of writing records.</summary>
internal static class CsvHelperWriter
{
    private const int BufferSize = 1 << 16;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, IEnumerable<AccountRow> rows)
    {
        using StreamWriter text = new(stream, s_utf8, BufferSize, leaveOpen: true);
        using CsvWriter csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });
        csv.Context.RegisterClassMap<RowMap>();
        csv.WriteRecords(rows);
    }

    private sealed class RowMap : ClassMap<AccountRow>
    {
        public RowMap()
        {
            Map(row => row.CrmId);
            Map(row => row.Name);
            Map(row => row.City);
            Map(row => row.Employees);
            Map(row => row.Named).TypeConverter<BooleanText>();
            Map(row => row.Tags).TypeConverter<ListText>();
            Map(row => row.FoundedAt).TypeConverter<InstantText>();
            Map(row => row.Description);
        }
    }

    private sealed class BooleanText : DefaultTypeConverter
    {
        public override string? ConvertToString(object? value, IWriterRow row, MemberMapData memberMapData) =>
            value switch { null => "", true => "true", _ => "false" };
    }

    private sealed class ListText : DefaultTypeConverter
    {
        public override string? ConvertToString(object? value, IWriterRow row, MemberMapData memberMapData) =>
            value is IReadOnlyList<string> items ? string.Join(';', items) : "";
    }

    private sealed class InstantText : DefaultTypeConverter
    {
        public override string? ConvertToString(object? value, IWriterRow row, MemberMapData memberMapData) =>
            value is DateTimeOffset instant
                ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
                : "";
    }
}
