using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Benchmarks.Uploading;

/// <summary>Writes a file of believable rows: some cells in quotes, some with line breaks or quotes in them.</summary>
internal static class CsvWriter
{
    private const int RowsOfABlock = 5_000;

    public static string Write(DirectoryInfo folder, long bytes)
    {
        string path = Path.Combine(folder.FullName, FormattableString.Invariant($"{bytes}.csv"));
        if (File.Exists(path))
            return path;
        byte[] block = Encoding.UTF8.GetBytes(Block());
        using FileStream file = File.Create(path);
        file.Write("crm id,company,city,employees,note\r\n"u8);
        while (file.Length < bytes)
            file.Write(block);
        return path;
    }

    private static string Block()
    {
        StringBuilder rows = new();
        for (int i = 0; i < RowsOfABlock; i++)
        {
            string note = (i % 50) switch
            {
                0 => "\"said \"\"yes\"\"\r\nand called back\"",
                1 => "\"a, b\"",
                _ => "no answer yet; none expected",
            };
            rows.Append(CultureInfo.InvariantCulture, $"crm-{i:000000},Company number {i},Århus,{i % 900},{note}\r\n");
        }

        return rows.ToString();
    }
}
