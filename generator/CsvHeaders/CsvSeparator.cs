namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>What a header seems to be separated by, where that is not the comma. Guessed only where each cell holds it.</summary>
internal static class CsvSeparator
{
    private const string Note = "sep=";

    /// <summary>The separators in use, and how several of them are called.</summary>
    private static readonly (char Separator, string Name)[] s_others =
    [
        (';', "semicolons"), ('\t', "tabs"), ('|', "pipes"), ('^', "carets"), (':', "colons"), ('\uFF0C', "full-width commas"),
        ('\u3001', "ideographic commas"), ('\u060C', "Arabic commas"), ('\uFF1B', "full-width semicolons"),
    ];

    /// <summary>What seems to separate the columns instead of commas; null where commas do.</summary>
    public static string? Guess(IReadOnlyList<CsvHeaderCell> cells)
    {
        foreach ((char separator, string name) in s_others)
        {
            if (cells.All(cell => IsSplitBy(cell, separator)) && (separator != ':' || IsSplitByColon(cells)))
                return name;
        }

        return null;
    }

    // Colons are in names too: "Account: Name", "crm:id". Where commas separate as well, those are what separates.
    private static bool IsSplitByColon(IReadOnlyList<CsvHeaderCell> cells) =>
        cells.Count == 1 && cells[0].Text.IndexOf(": ", StringComparison.Ordinal) < 0;

    // Who writes a cell in quotes means what is in it as one.
    private static bool IsSplitBy(CsvHeaderCell cell, char separator) =>
        cell.Length == cell.Text.Length && cell.Text.Trim().Trim('|').IndexOf(separator) >= 0;

    /// <summary>
    /// The separator that a header names which is not a header but a note to a spreadsheet program: <c>sep=;</c>. Null for a header.
    /// </summary>
    public static string? Noted(IReadOnlyList<CsvHeaderCell> cells)
    {
        string text = cells[0].Text;
        if (!text.StartsWith(Note, StringComparison.OrdinalIgnoreCase))
            return null;
        if (cells.Count == 2 && text.Length == Note.Length && cells[1].Text.Length == 0)
            return "commas";
        return cells.Count == 1 && text.Length == Note.Length + 1 ? NameOf(text[Note.Length]) : null;
    }

    /// <summary>How several of a separator are called.</summary>
    public static string NameOf(char separator) =>
        s_others.FirstOrDefault(other => other.Separator == separator).Name ?? (separator == ',' ? "commas" : $"'{separator}'");

    /// <summary>Whether it is one of those in use beside the comma.</summary>
    public static bool IsOther(char letter) => s_others.Any(other => other.Separator == letter);
}
