using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>What separates a file's cells, and the encoding of its text; null for UTF-8.</summary>
internal sealed record CsvDialect(char Separator = ',', Encoding? Encoding = null)
{
    /// <summary>Whether nothing is to be converted.</summary>
    public bool IsPlain => Separator == ',' && Encoding is null or { CodePage: TextDecoder.Utf8 };

    /// <summary>How a message names what says so.</summary>
    public static string Saying(string arguments) => $"{nameof(CsvFile)}.{nameof(CsvFile.ReadAs)}({arguments})";
}
