namespace Outreach.Bulk.Csv;

/// <summary>
/// What a header seems to be separated by, where that is not the comma. The generator guesses the same way: a property test holds one
/// against the other.
/// </summary>
internal static class CsvSeparator
{
    private const string Note = "sep=";

    private static readonly (char Separator, string Name)[] s_others =
    [
        (';', "semicolons"), ('\t', "tabs"), ('|', "pipes"), ('^', "carets"), (':', "colons"), ('\uFF0C', "full-width commas"),
        ('\u3001', "ideographic commas"), ('\u060C', "Arabic commas"), ('\uFF1B', "full-width semicolons"),
    ];

    /// <summary>What seems to separate the columns instead of commas: guessed only where each of them holds it. Null where commas do.</summary>
    public static char? Guess(IReadOnlyList<string> header)
    {
        foreach ((char separator, _) in s_others)
        {
            if (header.All(cell => cell.Trim().Trim('|').Contains(separator)) && (separator != ':' || IsSplitByColon(header)))
                return separator;
        }

        return null;
    }

    // Colons are in names too: "Account: Name", "crm:id". Where commas separate as well, those are what separates.
    private static bool IsSplitByColon(IReadOnlyList<string> header) =>
        header.Count == 1 && !header[0].Contains(": ", StringComparison.Ordinal);

    /// <summary>
    /// The separator that a first line names which is no header, but a note to a spreadsheet program: <c>sep=;</c>. Null for a header.
    /// </summary>
    public static char? Noted(IReadOnlyList<string> header)
    {
        string text = header[0];
        if (!text.StartsWith(Note, StringComparison.OrdinalIgnoreCase))
            return null;
        if (header.Count == 2 && text.Length == Note.Length && header[1].Length == 0)
            return ',';
        return header.Count == 1 && text.Length == Note.Length + 1 ? text[^1] : null;
    }

    /// <summary>How long the line is, without its break, that a text starts with and that names the separator; 0 where it does not.</summary>
    public static int LengthOfNote(ReadOnlySpan<char> text, char separator)
    {
        if (!text.StartsWith(Note, StringComparison.OrdinalIgnoreCase))
            return 0;
        int length = text[Note.Length..].IndexOfAnyExcept(separator);
        return length > 0 && text[Note.Length + length] is '\r' or '\n' ? Note.Length + length : 0;
    }

    /// <summary>How several of a separator are called.</summary>
    public static string NameOf(char separator) =>
        s_others.FirstOrDefault(other => other.Separator == separator).Name
            ?? (separator == ',' ? "commas" : $"'{HeaderText.Shown(separator.ToString())}'");

    /// <summary>
    /// Whether what follows a closing quote is a separator in use beside the comma. In rows, where text has colons and the commas
    /// of other scripts behind quotes, only those count that stand in no text there.
    /// </summary>
    public static bool IsOther(char letter, bool isHeader) =>
        letter is ';' or '\t' or '|' || (isHeader && s_others.Any(other => other.Separator == letter));

    /// <summary>What to do about a file that has another separator.</summary>
    public static string Remedy(char separator) => separator == ','
        ? ""
        : $"Save the file with commas (CSV UTF-8), or say so: {CsvDialect.Saying($"separator: '{(separator == '\t' ? "\\t" : separator)}'")}.";
}
