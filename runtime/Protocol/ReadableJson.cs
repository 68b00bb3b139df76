using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Outreach.Bulk.Protocol;

/// <summary>
/// Repairs text that .NET's JSON reader refuses although its meaning is plain: a byte-order mark, bytes that are no UTF-8,
/// escaped halves of surrogate pairs. Once for the whole document, so that no text in it fails later, in a user's hands.
/// </summary>
internal static class ReadableJson
{
    private const int EscapeLength = 6;

    /// <summary>Gives the bytes themselves where nothing is to be repaired.</summary>
    public static ReadOnlySpan<byte> From(byte[] body)
    {
        ReadOnlySpan<byte> text = body.AsSpan();
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(text))
            text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
        return text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0 ? text : WithoutHalfPairs(text.ToArray());
    }

    private static byte[] WithoutHalfPairs(byte[] text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
                continue;
            if (IsEscape(text, at, 0xD800) && IsEscape(text, at + EscapeLength, 0xDC00))
                at += (2 * EscapeLength) - 1;
            else if (IsEscape(text, at, 0xD800) || IsEscape(text, at, 0xDC00))
                "\\ufffd"u8.CopyTo(text.AsSpan(at));
            else
                at++;
        }

        return text;
    }

    // Each half of a pair has a block of 1024 code units.
    private static bool IsEscape(byte[] text, int at, int block) =>
        at + EscapeLength <= text.Length
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && int.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int unit)
        && (unit & 0xFC00) == block;
}
