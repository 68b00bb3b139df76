using System.Globalization;
using System.Text;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Overlays;

/// <summary>Reads the target of an entry. It reads from left to right and never goes back.</summary>
internal sealed class OverlayTargetParser
{
    private const int Longest = 4096;

    private readonly string _text;
    private int _at;

    private OverlayTargetParser(string text) => _text = text;

    /// <summary>Reads a target.</summary>
    /// <returns>The target; or null, and why.</returns>
    public static (OverlayTarget? Target, string Problem) Parse(string text)
    {
        if (text.Length > Longest)
            return (null, FormattableString.Invariant($"it has more than {Longest} characters"));
        OverlayTargetParser parser = new(text);
        List<OverlayStep> steps = [];
        if (parser.Peek() != '$')
            return parser.Expected("'$', the whole description,");
        parser._at++;
        while (parser._at < text.Length)
        {
            if (steps.Count == ReadingLimits.Depth)
                return (null, FormattableString.Invariant($"it has more than {ReadingLimits.Depth} steps"));
            (OverlayStep? step, string problem) = parser.ReadStep();
            if (step is null)
                return (null, problem);
            steps.Add(step);
        }

        return (new(steps), "");
    }

    private (OverlayStep? Step, string Problem) ReadStep()
    {
        if (Peek() == '[')
            return ReadBrackets();
        if (Peek() != '.')
            return Wrong("'.' or '['");
        _at++;
        if (Peek() == '*')
        {
            _at++;
            return (OverlayStep.Any, "");
        }

        int start = _at;
        while (_at < _text.Length && IsNamePart(_text[_at], isFirst: _at == start))
            _at++;
        return _at > start ? (OverlayStep.Of(_text[start.._at]), "") : Wrong("a name or '*'");
    }

    private (OverlayStep? Step, string Problem) ReadBrackets()
    {
        List<string> names = [];
        List<int> indexes = [];
        bool isAny = false;
        do
        {
            _at++;
            SkipSpace();
            if (Peek() is '\'' or '"')
            {
                if (ReadName() is not { } name)
                    return Wrong("a name that ends with its quote, with no other escapes than JSON's");
                names.Add(name);
            }
            else if (Peek() == '*')
            {
                _at++;
                isAny = true;
            }
            else if (ReadIndex() is { } index)
            {
                indexes.Add(index);
            }
            else
            {
                return Wrong("a name in quotes, an index or '*'");
            }

            SkipSpace();
        }
        while (Peek() == ',');

        if (Peek() != ']')
            return Wrong("',' or ']'");
        _at++;
        return (new OverlayStep(isAny, names, indexes), "");
    }

    private string? ReadName()
    {
        char quote = _text[_at++];
        StringBuilder name = new();
        while (_at < _text.Length && _text[_at] != quote)
        {
            char letter = _text[_at++];
            if (letter != '\\')
                name.Append(letter);
            else if (ReadEscape(quote) is { } escaped)
                name.Append(escaped);
            else
                return null;
        }

        if (Peek() != quote)
            return null;
        _at++;
        return name.ToString();
    }

    private char? ReadEscape(char quote)
    {
        char letter = Peek();
        _at++;
        if (letter == quote)
            return quote;
        switch (letter)
        {
            case '\\' or '/':
                return letter;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                _at += 4;
                return (char)unit;
            default:
                return null;
        }
    }

    private int? ReadIndex()
    {
        int start = _at;
        while (Peek() is >= '0' and <= '9')
            _at++;
        string digits = _text[start.._at];
        return (digits.Length == 1 || !digits.StartsWith("0", StringComparison.Ordinal))
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                ? index
                : null;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private static bool IsNamePart(char letter, bool isFirst) =>
        letter is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or >= '\u0080' || (!isFirst && letter is >= '0' and <= '9');

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private (OverlayStep? Step, string Problem) Wrong(string expected) => (null, Expected(expected).Problem);

    private (OverlayTarget? Target, string Problem) Expected(string what) =>
        (null, FormattableString.Invariant($"at its character {Math.Min(_at, _text.Length) + 1} {what} is expected"));
}
