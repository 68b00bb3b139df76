using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>
/// Which text nobody sees anything of: a record of nothing else is blank. White space of any script counts, control characters, and
/// characters without a width. The emulator has the same rule.
/// </summary>
internal static class BlankText
{
    public static bool IsBlank(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (!StartsBlank(text, out int length))
                return false;
            text = text[length..];
        }

        return true;
    }

    /// <summary>Whether the text is empty, or nothing is seen of its first character.</summary>
    public static bool StartsBlank(ReadOnlySpan<byte> text) => StartsBlank(text, out _);

    private static bool StartsBlank(ReadOnlySpan<byte> text, out int length)
    {
        length = 1;
        if (text.IsEmpty || text[0] < 0x80)
            return text is [] or [<= 0x20 or 0x7F, ..];
        Rune.DecodeFromUtf8(text, out Rune first, out length);
        return Rune.IsWhiteSpace(first)
            || Rune.GetUnicodeCategory(first) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format;
    }
}
