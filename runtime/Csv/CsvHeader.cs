using System.Buffers;
using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>Decodes a record as a whole, sound or not: a header, or a failed row that is shown.</summary>
internal static class CsvHeader
{
    private static readonly SearchValues<byte> s_unseen = SearchValues.Create("\t\r\n ,\""u8);

    /// <summary>Whether nothing is seen of any cell of the record.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> record)
    {
        // Nearly every record has a letter or a digit first.
        int seen = record.IndexOfAnyExcept(s_unseen);
        return (seen < 0 || BlankText.StartsBlank(record[seen..]))
            && Decode(record).All(cell => BlankText.IsBlank(Encoding.UTF8.GetBytes(cell)));
    }

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
