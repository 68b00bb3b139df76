using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Writes single values of YAML: plain, in quotes, in blocks, on one line or several.</summary>
internal static class ScalarText
{
    private const int LongestPlainKey = 60;

    public static string Key(ScalarNode key, bool isFlow)
    {
        Random style = new(key.Style ?? 0);
        if (key.Text.Length < LongestPlainKey && CanBePlain(key, isFlow) && (key.Style is null || style.Next(3) == 0))
            return key.Text;
        return style.Next(2) == 0 && CanBeSingle(key.Text) ? Single(key.Text) : Double(key.Text, style, wrap: null);
    }

    public static string Flow(ScalarNode value)
    {
        Random style = new(value.Style ?? 0);
        if (!value.IsText || (CanBePlain(value, isFlow: true) && style.Next(2) == 0))
            return value.Text;
        return style.Next(2) == 0 && CanBeSingle(value.Text) ? Single(value.Text) : Double(value.Text, style, wrap: null);
    }

    /// <param name="value">The value.</param>
    /// <param name="indent">The indentation of further lines.</param>
    public static string Value(ScalarNode value, int indent)
    {
        if (!value.IsText)
            return value.Text;
        string text = value.Text, wrap = "\n" + new string(' ', indent);
        if (value.Style is not { } seed)
            return CanBePlain(value, isFlow: false) ? text : Double(text, new(0), wrap: null);
        Random style = new(seed);
        switch (style.Next(6))
        {
            case 0 when CanBePlain(value, isFlow: false):
                return text;
            case 1 when CanBePlain(value, isFlow: false) && CanBeWrapped(text):
                return Wrapped(text, style, wrap);
            case 2 when CanBeSingle(text):
                return CanBeWrapped(text) && style.Next(2) == 0 ? Wrapped(Single(text), style, wrap) : Single(text);
            case 3 when CanBeBlock(text):
                return "|" + Chomping(text) + Lines(text, wrap, "");
            case 4 when CanBeBlock(text):
                string folded = ">" + Chomping(text) + Lines(text, wrap, wrap.TrimEnd(' '));
                return CanBeWrapped(text) ? Wrapped(folded, style, wrap) : folded;
            default:
                return Double(text, style, CanBeWrapped(text) && style.Next(2) == 0 ? wrap : null);
        }
    }

    // What any reader of YAML takes for the text that it is.
    private static bool CanBePlain(ScalarNode value, bool isFlow) =>
        !value.NeedsQuotes
        && value.Text.Length > 0
        && (char.IsAsciiLetterOrDigit(value.Text[0]) || value.Text[0] is '/' or '$' or '(')
        && !value.Text.EndsWith(' ')
        && !value.Text.EndsWith(':')
        && !value.Text.Contains(": ", StringComparison.Ordinal)
        && !value.Text.Contains(" #", StringComparison.Ordinal)
        && value.Text.All(letter => letter is >= ' ' and < '\u007f' or (>= '\u00a1' and < '\u2000'))
        && !(isFlow && value.Text.IndexOfAny(['[', ']', '{', '}', ',', ':', '?', '#', '"', '\'']) >= 0);

    private static bool CanBeSingle(string text) => text.All(letter => letter is >= ' ' and < '\u007f' or (>= '\u00a1' and < '\u2000'));

    // Single spaces only: others are lost where a line ends.
    private static bool CanBeWrapped(string text) =>
        text.Contains(' ', StringComparison.Ordinal)
        && !text.Contains("  ", StringComparison.Ordinal)
        && !text.Contains(" \n", StringComparison.Ordinal)
        && !text.Contains("\n ", StringComparison.Ordinal)
        && !text.StartsWith(' ')
        && !text.EndsWith(' ');

    // Not what begins or ends with space, nor ends with more than one line end, nor has lines of nothing but space.
    private static bool CanBeBlock(string text) =>
        text.Length > 1
        && text[0] is not (' ' or '\n')
        && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && text.Split('\n').All(line => !line.StartsWith(' ') && !line.EndsWith(' '))
        && text.All(letter => letter is '\n' or (>= ' ' and < '\u007f') or (>= '\u00a1' and < '\u2000'));

    private static string Chomping(string text) => text.EndsWith('\n') ? "" : "-";

    private static string Lines(string text, string wrap, string between) => string.Concat(
        (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select((line, i) =>
            (i > 0 ? between : "") + (line.Length == 0 ? "\n" : wrap + line)));

    private static string Single(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Wrapped(string text, Random style, string wrap)
    {
        StringBuilder wrapped = new();
        for (int i = 0; i < text.Length; i++)
        {
            bool canWrap = text[i] == ' '
                && i > 1
                && i + 1 < text.Length
                && char.IsAsciiLetter(text[i + 1])
                && text[i - 1] is not ('\n' or ' ' or '\'')
                && style.Next(8) == 0;
            wrapped.Append(canWrap ? wrap : text[i].ToString());
        }

        return wrapped.ToString();
    }

    private static string Double(string text, Random style, string? wrap)
    {
        StringBuilder quoted = new("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            if (wrap is not null
                && letter == ' '
                && i > 0
                && i + 1 < text.Length
                && char.IsAsciiLetter(text[i + 1])
                && char.IsAsciiLetter(text[i - 1])
                && style.Next(8) == 0)
            {
                quoted.Append(wrap);
                continue;
            }

            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                < ' ' or >= '\u007f' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ when style.Next(100) == 0 && wrap is not null => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
