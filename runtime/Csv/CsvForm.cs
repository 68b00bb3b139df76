using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>What a CSV file has around its records.</summary>
internal readonly record struct CsvForm(bool HasByteOrderMark, CsvNewLine NewLine)
{
    public ReadOnlyMemory<byte> Mark => HasByteOrderMark ? Encoding.UTF8.Preamble.ToArray() : default;

    public ReadOnlyMemory<byte> Break => NewLine switch
    {
        CsvNewLine.LineFeed => "\n"u8.ToArray(),
        CsvNewLine.CarriageReturn => "\r"u8.ToArray(),
        _ => "\r\n"u8.ToArray(),
    };
}
