namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>What the first letters of a file show about one that is not text. The runtime reports the same from its first bytes.</summary>
internal static class FileStart
{
    private const string Workbook = "PK\u0003\u0004";

    // As Latin letters, and as text that is not UTF-8.
    private const string OldWorkbook = "\u00D0\u00CF\u0011\u00E0";
    private const string OldWorkbookUndecoded = "\uFFFD\uFFFD\u0011\uFFFD";

    /// <summary>What the file is instead, and what to do; null for text.</summary>
    public static string? Fault(string text)
    {
        if (text.StartsWith(Workbook, StringComparison.Ordinal))
            return "it is a workbook of Excel (.xlsx) or another zip archive; save the sheet as CSV UTF-8";
        if (text.StartsWith(OldWorkbook, StringComparison.Ordinal) || text.StartsWith(OldWorkbookUndecoded, StringComparison.Ordinal))
            return "it is an old workbook of Excel (.xls) or another document of Office; save the sheet as CSV UTF-8";
        return text.Length > 1 && text[0] == '\u001F' && text[1] > '\u007F' ? "it is compressed (gzip); unpack it" : null;
    }
}
