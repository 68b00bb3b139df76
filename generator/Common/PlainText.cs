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
