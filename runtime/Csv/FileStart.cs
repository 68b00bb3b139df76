namespace Outreach.Bulk.Csv;

/// <summary>What the first bytes of a file show about one that is not UTF-8 text.</summary>
internal static class FileStart
{
    /// <summary>What the file is instead; null for text that may be UTF-8.</summary>
    public static (CsvProblemKind Kind, string Detail, string Remedy)? FindFault(ReadOnlySpan<byte> start) => start switch
    {
        // The first of these marks starts with one of UTF-16.
        [0xFF, 0xFE, 0, 0] or [not 0, 0, 0, 0] => Utf32("little-endian", "Encoding.UTF32"),
        [0, 0, 0xFE, 0xFF] or [0, 0, 0, not 0] => Utf32("big-endian", "new UTF32Encoding(bigEndian: true, byteOrderMark: true)"),
        [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0] => Utf16("little-endian", "Encoding.Unicode"),
        [0xFE, 0xFF, ..] or [0, not 0, 0, not 0] => Utf16("big-endian", "Encoding.BigEndianUnicode"),
        [(byte)'P', (byte)'K', 3, 4] => NoText("a workbook of Excel (.xlsx) or another archive", "Save it as CSV UTF-8."),
        [0xD0, 0xCF, 0x11, 0xE0] => NoText("an old workbook of Excel (.xls) or another document of Office", "Save it as CSV UTF-8."),
        [0x1F, 0x8B, ..] => NoText("compressed (gzip)", "Unpack it."),
        _ => null,
    };

    private static (CsvProblemKind Kind, string Detail, string Remedy) Utf16(string order, string encoding) =>
        (CsvProblemKind.Utf16, $"the file is UTF-16, {order}.", Convert(encoding));

    private static (CsvProblemKind Kind, string Detail, string Remedy) Utf32(string order, string encoding) =>
        (CsvProblemKind.Utf32, $"the file is UTF-32, {order}.", Convert(encoding));

    private static (CsvProblemKind Kind, string Detail, string Remedy) NoText(string what, string remedy) =>
        (CsvProblemKind.NoText, $"the file is no text, but {what}.", remedy);

    private static string Convert(string encoding) =>
        $"Save it as CSV UTF-8, or say so: {CsvDialect.Saying($"encoding: {encoding}")}.";
}
