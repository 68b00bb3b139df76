using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Cli.Output;

/// <summary>Text of others on a terminal, where control characters would act.</summary>
internal static class VisibleText
{
    /// <summary>The text with every character that is not seen as its code point; line ends of ours stay.</summary>
    public static string Of(string text) => Of(text, keepsLines: true);

    /// <summary>The same on one line: a line end of others would let them write lines of ours.</summary>
    public static string Line(string? text) => Of(text ?? "", keepsLines: false);

    private static string Of(string text, bool keepsLines)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        StringBuilder seen = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if ((keepsLines && rune.Value == '\n') || Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                seen.Append(rune.ToString());
            }
            else
            {
                seen.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        return seen.ToString();
    }
}
