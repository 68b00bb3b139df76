using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Bridges the one gap between JSON and YAML that the reader falls into: JSON writes a character beyond the basic plane as
/// two escapes, each of which is half a character and none in YAML.
/// </summary>
internal static class JsonEscapes
{
    private const int EscapeLength = 6;

    public static string JoinSurrogates(string text)
    {
        if (!text.TrimStart().StartsWith("{", StringComparison.Ordinal) || text.IndexOf("\\ud", StringComparison.OrdinalIgnoreCase) < 0)
            return text;
        StringBuilder joined = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                joined.Append(text[i]);
            }
            else if (Half(text, i) is { } high && char.IsHighSurrogate(high)
                && Half(text, i + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                joined.Append(high).Append(low);
                i += (2 * EscapeLength) - 1;
            }
            else
            {
                // The character after a backslash is never the start of an escape of its own.
                joined.Append(text[i]).Append(text[++i]);
            }
        }

        return joined.ToString();
    }

    private static char? Half(string text, int at) =>
        at + EscapeLength <= text.Length
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && ushort.TryParse(text.Substring(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : null;
}
