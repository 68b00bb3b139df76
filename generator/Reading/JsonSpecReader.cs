using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>
/// Reads JSON (RFC 8259). YAML readers are no substitute: to them a tab is an error, a long key none, and an escaped
/// character beyond the basic plane two halves; and no JSON reader that a compiler host supplies gives positions.
/// </summary>
internal sealed class JsonSpecReader
{
    private readonly string _text;
    private readonly SpecTreeBuilder _builder;
    private int _at;

    private JsonSpecReader(string text, CancellationToken cancellationToken)
    {
        _text = text;
        _builder = new(text, cancellationToken);
    }

    public static SpecNode Read(string text, CancellationToken cancellationToken) => new JsonSpecReader(text, cancellationToken).Read();

    private SpecNode Read()
    {
        if (_text.Length > 0 && _text[0] == '\uFEFF')
            _at++;
        SkipSpace();
        ReadValue();
        while (_builder.IsOpen)
        {
            SkipSpace();
            bool isMapping = _builder.IsInMapping;
            char end = isMapping ? '}' : ']';
            if (Peek() == end)
            {
                _builder.Close(++_at);
                continue;
            }

            if (!_builder.IsEmpty)
            {
                Expect(',', $"',' or '{end}'");
                int comma = _at - 1;
                SkipSpace();
                if (Peek() == end)
                    throw SpecReadException.Unreadable(new(comma, 1), $"a comma stands before '{end}', which JSON does not allow");
            }

            if (isMapping)
            {
                if (Peek() != '"')
                    throw Unexpected("a key in quotes");
                ReadString();
                SkipSpace();
                Expect(':', "':'");
                SkipSpace();
            }

            ReadValue();
        }

        SkipSpace();
        return _at == _text.Length ? _builder.Root! : throw Unexpected("the end");
    }

    private void ReadValue()
    {
        switch (Peek())
        {
            case '{':
                _builder.Open(_at++, isMapping: true);
                break;
            case '[':
                _builder.Open(_at++, isMapping: false);
                break;
            case '"':
                ReadString();
                break;
            default:
                ReadWord();
                break;
        }
    }

    private void ReadWord()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
            _at++;
        string word = _text[start.._at];
        bool isValid = word is "true" or "false" or "null"
            || (word.Length > 0 && IsNumber(word) && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        if (!isValid)
        {
            _at = start;
            throw Unexpected("a value");
        }

        _builder.Add(SpecTapeKind.Word, start, word.Length, word);
    }

    // What double takes beyond JSON: a leading plus, zeros or point, and a closing point.
    private static bool IsNumber(string word)
    {
        int first = word[0] == '-' ? 1 : 0;
        return first < word.Length
            && IsDigit(word[first])
            && IsDigit(word[word.Length - 1])
            && (word[first] != '0' || first + 1 == word.Length || !IsDigit(word[first + 1]));
    }

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';

    private void ReadString()
    {
        int start = _at++;
        bool hasEscapes = false;
        string text = _text;
        while (true)
        {
            int at = _at;
            while (at < text.Length && text[at] is not ('"' or '\\' or < ' '))
                at++;
            _at = at;
            switch (Peek())
            {
                case '"':
                    _at++;
                    _builder.Add(hasEscapes ? SpecTapeKind.EscapedText : SpecTapeKind.Text, start, _at - start);
                    return;
                case '\\':
                    hasEscapes = true;
                    _at++;
                    if (ReadEscape(text.AsSpan(), ref _at) is null)
                        throw Unexpected("one of \"\\/bfnrtu after a backslash");
                    break;
                default:
                    throw _at == text.Length
                        ? SpecReadException.Unreadable(new(start, 1), "the text in quotes that begins here does not end")
                        : Unexpected("an escape instead of a control character");
            }
        }
    }

    /// <summary>The text that a string means whose escapes were checked.</summary>
    /// <param name="letters">What stands between the quotes.</param>
    public static string Unescape(ReadOnlySpan<char> letters)
    {
        char[] text = new char[letters.Length];
        int count = 0;
        for (int at = 0; at < letters.Length;)
        {
            char letter = letters[at++];
            text[count++] = letter == '\\' ? ReadEscape(letters, ref at).GetValueOrDefault() : letter;
        }

        return new(text, 0, count);
    }

    // Null for an escape that JSON does not have.
    private static char? ReadEscape(ReadOnlySpan<char> letters, ref int at)
    {
        char letter = at < letters.Length ? letters[at] : '\0';
        switch (letter)
        {
            case '"' or '\\' or '/':
                break;
            case 'b':
                letter = '\b';
                break;
            case 'f':
                letter = '\f';
                break;
            case 'n':
                letter = '\n';
                break;
            case 'r':
                letter = '\r';
                break;
            case 't':
                letter = '\t';
                break;
            case 'u' when at + 4 < letters.Length && ReadHex(letters.Slice(at + 1, 4)) is { } unit:
                letter = unit;
                at += 4;
                break;
            default:
                return null;
        }

        at++;
        return letter;
    }

    private static char? ReadHex(ReadOnlySpan<char> digits)
    {
        int unit = 0;
        foreach (char digit in digits)
        {
            int lower = digit | ' ';
            if (!IsDigit(digit) && lower is not (>= 'a' and <= 'f'))
                return null;
            unit = (unit * 16) + (IsDigit(digit) ? digit - '0' : lower - 'a' + 10);
        }

        return (char)unit;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t')
            _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void Expect(char letter, string what)
    {
        if (Peek() != letter)
            throw Unexpected(what);
        _at++;
    }

    private SpecReadException Unexpected(string expected) =>
        _at + 1 < _text.Length && _text[_at] == '/' && _text[_at + 1] is '/' or '*'
        ? SpecReadException.Unreadable(new(_at, 2), "a remark stands here, and JSON has none")
        : _at < _text.Length
        ? SpecReadException.Unreadable(new(_at, 1), $"{expected} is expected here, not '{_text[_at]}'")
        : SpecReadException.Unreadable(new(_text.Length, 0), $"it ends where {expected} is expected");
}
