namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>The words of a name of the API, in camel case or whatever else it is written in.</summary>
internal sealed class NameWords
{
    private const string Not = "un";

    private readonly string _letters;
    private readonly bool[] _starts;

    /// <param name="name">A name: <c>accountsBulkDestroy</c>, <c>accounts_bulk_destroy</c>, <c>ACCOUNTS-BULK-DESTROY</c>.</param>
    public NameWords(string name)
    {
        List<char> letters = new(name.Length);
        List<bool> starts = new(name.Length + 1);
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i]))
                continue;
            starts.Add(i == 0 || StartsWord(name[i - 1], name[i]));
            letters.Add(char.ToLowerInvariant(name[i]));
        }

        starts.Add(true);
        _letters = new([.. letters]);
        _starts = [.. starts];
    }

    /// <summary>
    /// Whether a word or several in a row are in the name. Letters within one word of the name count as well, since names in one
    /// letter case show no words; letters across two do not (<c>RemoveAllowed</c> is not <c>RemoveAll</c>), nor does what takes the
    /// word back (<c>Undelete</c>).
    /// </summary>
    /// <param name="words">The words in small letters without anything between them.</param>
    public bool Have(string words)
    {
        for (int at = 0; _letters.IndexOf(words, at, StringComparison.Ordinal) is >= 0 and int found; at = found + 1)
        {
            if ((IsWithinWord(found, found + words.Length) || (_starts[found] && _starts[found + words.Length])) && !IsTakenBack(found))
                return true;
        }

        return false;
    }

    private bool IsWithinWord(int start, int end)
    {
        for (int i = start + 1; i < end; i++)
        {
            if (_starts[i])
                return false;
        }

        return true;
    }

    private bool IsTakenBack(int start) =>
        start >= Not.Length
        && string.CompareOrdinal(_letters, start - Not.Length, Not, 0, Not.Length) == 0
        && _starts[start - Not.Length];

    private static bool StartsWord(char before, char letter) =>
        !char.IsLetterOrDigit(before)
        || char.IsDigit(before) != char.IsDigit(letter)
        || (char.IsUpper(letter) && !char.IsUpper(before));
}
