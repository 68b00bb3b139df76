using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>
/// What people see of a header. Characters that are not seen for what they are stand as code points. The generator shows headers
/// the same way: a property test holds one against the other.
/// </summary>
internal static class HeaderText
{
    /// <summary>The most characters of a header in a message.</summary>
    public const int LongestShown = 120;

    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    // Unseen, and of a category that is seen otherwise: fillers of Hangul, a blank of Braille, and the joiner of graphemes.
    private const string Fillers = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    /// <summary>The header as a message has it: no more than a line's worth, and all of it can be seen.</summary>
    public static string Shown(string header)
    {
        bool isComposed = Composed(header) == header;
        StringBuilder shown = new();
        for (int i = 0; i < header.Length; i += WidthAt(header, i))
        {
            string piece = IsUnseen(header, i, isComposed) || char.IsControl(header[i])
                ? $"<{CodePoint(header, i)}>"
                : header.Substring(i, WidthAt(header, i));
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
        for (int i = 0; i < header.Length; i += WidthAt(header, i))
        {
            bool isOfAWord = header[i] is ZeroWidthJoiner or ZeroWidthNonJoiner && IsOfAWord(header, i);
            if (IsUnseen(header, i, isComposed) && !isOfAWord && !unseen.Contains(CodePoint(header, i)))
                unseen.Add(CodePoint(header, i));
        }

        return unseen;
    }

    /// <summary>What the eye takes the header for: headers that look the same are equal in it. Empty for one that looks blank.</summary>
    public static string Seen(string header)
    {
        StringBuilder seen = new();
        for (int i = 0; i < header.Length; i += WidthAt(header, i))
        {
            if (char.IsWhiteSpace(header[i]))
                seen.Append(' ');
            else if (!IsUnseen(header, i, isComposed: true))
                seen.Append(header, i, WidthAt(header, i));
        }

        string text = seen.ToString();
        return (Composed(text) ?? text).Trim();
    }

    private static bool IsUnseen(string text, int at, bool isComposed) =>
        CharUnicodeInfo.GetUnicodeCategory(text, at) switch
        {
            UnicodeCategory.Format or UnicodeCategory.Surrogate => true,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.SpaceSeparator => text[at] != ' ',
            UnicodeCategory.Control => text[at] is not ('\t' or '\r' or '\n'),
            UnicodeCategory.NonSpacingMark when !isComposed => true,
            _ => text[at] is (>= '\uFE00' and <= '\uFE0F') or >= '\uFFFE' || Fillers.Contains(text[at]),
        };

    // Persian, Hindi and emoji are written with joiners.
    private static bool IsOfAWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && text[at - 1] > '\u00FF' && text[at + 1] > '\u00FF';

    private static string CodePoint(string text, int at) =>
        FormattableString.Invariant($"U+{(WidthAt(text, at) == 2 ? char.ConvertToUtf32(text, at) : text[at]):X4}");

    private static int WidthAt(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;

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
