using System.Globalization;
using System.Text;
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
    private readonly StringBuilder _unescaped = new();
    private int _at;

    private JsonSpecReader(string text, CancellationToken cancellationToken)
    {
        _text = text;
        _builder = new(cancellationToken);
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
                SkipSpace();
            }

            if (isMapping)
            {
                if (Peek() != '"')
                    throw Unexpected("a key in quotes");
                _builder.Add(ReadString());
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
                _builder.Add(ReadString());
                break;
            default:
                _builder.Add(ReadWord());
                break;
        }
    }

    private SpecScalar ReadWord()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
            _at++;
        string word = _text[start.._at];
        bool isValid = word is "true" or "false" or "null"
            || (word.Length > 0 && IsNumber(word) && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        if (isValid)
            return new(TextSpan.FromBounds(start, _at), word, isText: false);
        _at = start;
        throw Unexpected("a value");
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

    private SpecScalar ReadString()
    {
        int start = _at++;
        int plain = _at;
        while (true)
        {
            char letter = Peek();
            if (letter == '"')
            {
                string text = _unescaped.Length == 0 ? _text[plain.._at] : _unescaped.Append(_text, plain, _at - plain).ToString();
                _unescaped.Clear();
                _at++;
                return new(TextSpan.FromBounds(start, _at), text, isText: true);
            }

            if (letter < ' ')
            {
                throw _at == _text.Length
                    ? SpecReadException.Unreadable(new(start, 1), "the text in quotes that begins here does not end")
                    : Unexpected("an escape instead of a control character");
            }

            if (letter != '\\')
            {
                _at++;
                continue;
            }

            _unescaped.Append(_text, plain, _at - plain);
            _unescaped.Append(ReadEscape());
            plain = _at;
        }
    }

    private char ReadEscape()
    {
        _at++;
        char letter = Peek();
        _at++;
        switch (letter)
        {
            case '"' or '\\' or '/':
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
                _at--;
                throw Unexpected("one of \"\\/bfnrtu after a backslash");
        }
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

    private SpecReadException Unexpected(string expected) => _at < _text.Length
        ? SpecReadException.Unreadable(new(_at, 1), $"{expected} is expected here, not '{_text[_at]}'")
        : SpecReadException.Unreadable(new(_text.Length, 0), $"it ends where {expected} is expected");
}
