using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Brings text of the description into C# source: one function per place it may stand in. Nothing else may, so a
/// description cannot write code.
/// </summary>
internal static class Escape
{
    /// <summary>A string literal, quotes included.</summary>
    public static string ForLiteral(string text)
    {
        StringBuilder literal = new(text.Length + 2);
        literal.Append('"');
        foreach (char letter in text)
        {
            switch (letter)
            {
                case '"' or '\\':
                    literal.Append('\\').Append(letter);
                    break;
                case var _ when IsPlain(letter):
                    literal.Append(letter);
                    break;
                default:
                    literal.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
                    break;
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The content of an element of an XML doc comment, on one line.</summary>
    public static string ForXml(string text)
    {
        StringBuilder xml = new(text.Length);
        foreach (char letter in ForComment(text))
        {
            _ = letter switch
            {
                '&' => xml.Append("&amp;"),
                '<' => xml.Append("&lt;"),
                '>' => xml.Append("&gt;"),
                _ => xml.Append(letter),
            };
        }

        return xml.ToString();
    }

    /// <summary>The rest of a line after <c>//</c>: white space of any kind, line ends among it, becomes one space.</summary>
    public static string ForComment(string text)
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
    private static bool IsPlain(char letter) =>
        letter < '\uFFFE'
        && CharUnicodeInfo.GetUnicodeCategory(letter) is not (
            UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate);
}
