using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>Finds cells in the bytes of one sound record.</summary>
internal static class CsvRecord
{
    /// <summary>Where the cell starts: from 0, or -1 where the record has no such cell.</summary>
    public static int StartOf(ReadOnlySpan<byte> record, int column)
    {
        int at = 0;
        for (; column > 0; column--)
        {
            int length = LengthAt(record, at);
            if (at + length == record.Length)
                return -1;
            at += length + 1;
        }

        return at;
    }

    /// <summary>The cell as the file has it, with its quotes.</summary>
    public static ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> record, int column)
    {
        int start = StartOf(record, column);
        return start < 0 ? [] : record.Slice(start, LengthAt(record, start));
    }

    /// <summary>The cell's text.</summary>
    public static string Text(ReadOnlySpan<byte> record, int column)
    {
        ReadOnlySpan<byte> raw = Raw(record, column);
        return raw is [(byte)'"', .. var inner, (byte)'"']
            ? Encoding.UTF8.GetString(inner).Replace("\"\"", "\"", StringComparison.Ordinal)
            : Encoding.UTF8.GetString(raw);
    }

    private static int LengthAt(ReadOnlySpan<byte> record, int start)
    {
        bool isOpen = false;
        int at = start;
        while (true)
        {
            int next = isOpen ? record[at..].IndexOf((byte)'"') : record[at..].IndexOfAny((byte)',', (byte)'"');
            if (next < 0)
                return record.Length - start;
            at += next;
            if (record[at] == ',')
                return at - start;
            isOpen = !isOpen;
            at++;
        }
    }
}
