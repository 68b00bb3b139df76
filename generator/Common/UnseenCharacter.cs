using System.Globalization;

namespace Outreach.Bulk.Generator.Common;

/// <summary>Characters that are not seen for what they are, which messages show as code points.</summary>
internal static class UnseenCharacter
{
    // Unseen, and of a category that is seen otherwise: fillers of Hangul, a blank of Braille, and the joiner of graphemes.
    private const string Fillers = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    /// <summary>Whether the character at a place is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <param name="isComposed">Whether the text is in form C, so that no accent in it could be part of its letter.</param>
    public static bool IsAt(string text, int at, bool isComposed = true) =>
        CharUnicodeInfo.GetUnicodeCategory(text, at) switch
        {
            UnicodeCategory.Format or UnicodeCategory.Surrogate => true,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.SpaceSeparator => text[at] != ' ',
            UnicodeCategory.Control => text[at] is not ('\t' or '\r' or '\n'),
            UnicodeCategory.NonSpacingMark when !isComposed => true,
            _ => text[at] is (>= '\uFE00' and <= '\uFE0F') or >= '\uFFFE' || Fillers.IndexOf(text[at]) >= 0,
        };

    public static string CodePoint(string text, int at) =>
        FormattableString.Invariant($"U+{(WidthAt(text, at) == 2 ? char.ConvertToUtf32(text, at) : text[at]):X4}");

    /// <summary>How many of a string's characters the one at a place takes.</summary>
    public static int WidthAt(string text, int at) => char.IsSurrogatePair(text, at) ? 2 : 1;
}
