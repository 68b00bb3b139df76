using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Generator.Common;

/// <summary>Text of others on one line of ours, where it may neither end the line nor turn it around.</summary>
internal static class PlainText
{
    /// <summary>The text on one line: white space of any kind, line ends among it, becomes one space.</summary>
    public static string OneLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (char letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                if (line.Length > 0 && line[line.Length - 1] != ' ')
                    line.Append(' ');
            }
            else
            {
                line.Append(IsPlain(letter) ? letter : '\uFFFD');
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>The text on one line in which all is seen: what is not stands as its code point, line ends as a space.</summary>
    public static string SeenLine(string text)
    {
        StringBuilder line = new(text.Length);
        for (int i = 0; i < text.Length; i += UnseenCharacter.WidthAt(text, i))
        {
            if (text[i] is ' ' or '\t' or '\r' or '\n')
            {
                if (line.Length > 0 && line[line.Length - 1] != ' ')
                    line.Append(' ');
            }
            else if (UnseenCharacter.IsAt(text, i))
            {
                line.Append('<').Append(UnseenCharacter.CodePoint(text, i)).Append('>');
            }
            else
            {
                line.Append(text, i, UnseenCharacter.WidthAt(text, i));
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    // Not plain: controls, line ends, halves of surrogate pairs (XML docs lose an emoji), what XML has no place for, and
    // format characters, which can turn the direction in which a reviewer reads the rest of the line.
    public static bool IsPlain(char letter) =>
        letter < '\uFFFE'
        && CharUnicodeInfo.GetUnicodeCategory(letter) is not (
            UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate);
}
