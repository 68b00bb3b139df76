using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Benchmarks.Cutting;

/// <summary>Writes a file of believable rows, each with a key of its own: some cells in quotes, some with line breaks or quotes.</summary>
internal static class KeyedRows
{
    public static string Write(DirectoryInfo folder, int rows)
    {
        string path = Path.Combine(folder.FullName, FormattableString.Invariant($"{rows}-rows.csv"));
        using StreamWriter file = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        file.Write("crm id,company,city,employees,note\r\n");
        for (int row = 0; row < rows; row++)
        {
            string note = (row % 50) switch
            {
                0 => "\"said \"\"yes\"\"\r\nand called back\"",
                1 => "\"a, b\"",
                _ => "no answer yet; none expected",
            };
            file.Write(string.Create(
                CultureInfo.InvariantCulture, $"crm-{row:00000000},Company number {row},Århus,{row % 900},{note}\r\n"));
        }

        return path;
    }
}
