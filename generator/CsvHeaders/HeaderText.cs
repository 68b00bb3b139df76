using System.Text;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>
/// What people see of a header. Characters that are not seen for what they are stand as code points. The runtime shows headers the
/// same way: a property test holds one against the other.
/// </summary>
internal static class HeaderText
{
    /// <summary>The most characters of a header in a message.</summary>
    public const int LongestShown = 120;

    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>The header as a message has it: no more than a line's worth, and all of it can be seen.</summary>
    public static string Shown(string header)
    {
        bool isComposed = Composed(header) == header;
        StringBuilder shown = new();
        for (int i = 0; i < header.Length; i += UnseenCharacter.WidthAt(header, i))
        {
            string piece = UnseenCharacter.IsAt(header, i, isComposed) || char.IsControl(header[i])
                ? $"<{UnseenCharacter.CodePoint(header, i)}>"
                : header.Substring(i, UnseenCharacter.WidthAt(header, i));
            if (shown.Length + piece.Length >= LongestShown)
                return shown.Append('…').ToString();
            shown.Append(piece);
        }

        return shown.ToString();
    }

    /// <summary>The code points that are not seen for what they are, each once; blanks that a cell in quotes may hold are none.</summary>
    public static IReadOnlyList<string> Unseen(string header)
    {
        bool isComposed = Composed(header) == header;
        List<string> unseen = [];
        for (int i = 0; i < header.Length; i += UnseenCharacter.WidthAt(header, i))
        {
            bool isOfAWord = header[i] is ZeroWidthJoiner or ZeroWidthNonJoiner && IsOfAWord(header, i);
            if (UnseenCharacter.IsAt(header, i, isComposed) && !isOfAWord && !unseen.Contains(UnseenCharacter.CodePoint(header, i)))
                unseen.Add(UnseenCharacter.CodePoint(header, i));
        }

        return unseen;
    }

    /// <summary>What the eye takes the header for: headers that look the same are equal in it. Empty for one that looks blank.</summary>
    public static string Seen(string header)
    {
        StringBuilder seen = new();
        for (int i = 0; i < header.Length; i += UnseenCharacter.WidthAt(header, i))
        {
            if (char.IsWhiteSpace(header[i]))
                seen.Append(' ');
            else if (!UnseenCharacter.IsAt(header, i, isComposed: true))
                seen.Append(header, i, UnseenCharacter.WidthAt(header, i));
        }

        string text = seen.ToString();
        return (Composed(text) ?? text).Trim();
    }

    // Persian, Hindi and emoji are written with joiners.
    private static bool IsOfAWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && text[at - 1] > '\u00FF' && text[at + 1] > '\u00FF';

    // Null where half of a surrogate pair is in it.
    private static string? Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
