using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>Decodes a record as a whole, sound or not: a header, or a failed row that is shown.</summary>
internal static class CsvHeader
{
    public static string[] Decode(ReadOnlySpan<byte> record)
    {
        string text = Encoding.UTF8.GetString(record);
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char now = text[at];
            if (isQuoted && now == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (now == '"' && (isQuoted || cell.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (now == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(now);
            }
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
