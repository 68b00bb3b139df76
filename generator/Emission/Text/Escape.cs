using System.Globalization;
using System.Text;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Emission.Text;

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
                case var _ when PlainText.IsPlain(letter):
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

    /// <summary>The rest of a line after <c>//</c>.</summary>
    public static string ForComment(string text) => PlainText.OneLine(text);
}
