using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>Writes JSON, with an eye on how much: aliases and references may make more of a text than it seems.</summary>
internal sealed class JsonWriter
{
    private readonly StringBuilder _json = new(64 * 1024);
    private readonly List<string> _prose = [];
    private bool _needsComma;
    private int _count;
    private int _proseLength;
    private TextSpan _place;

    public JsonWriter Key(string name)
    {
        Separate();
        AppendText(name);
        _json.Append(':');
        _needsComma = false;
        return this;
    }

    /// <summary>Writes a key of the text, unless it is too long for the reader, to which a trimmed document is YAML.</summary>
    public JsonWriter Key(SpecScalar key)
    {
        if (key.Text.Length > ReadingLimits.KeyLength)
        {
            throw SpecReadException.TooMuch(
                key.Span, FormattableString.Invariant($"this name has more than {ReadingLimits.KeyLength} characters"));
        }

        _place = key.Span;
        return Key(key.Text);
    }

    public JsonWriter OpenMap() => Open('{');

    public JsonWriter CloseMap() => Close('}');

    public JsonWriter OpenList() => Open('[');

    public JsonWriter CloseList() => Close(']');

    public JsonWriter Text(string text)
    {
        Separate();
        AppendText(text);
        _needsComma = true;
        return this;
    }

    /// <summary>Puts a text aside and writes the number it is found by.</summary>
    public JsonWriter Prose(string text)
    {
        _prose.Add(text);
        _proseLength += text.Length;
        return Number(_prose.Count - 1);
    }

    public JsonWriter Flag(bool value) => Word(value ? "true" : "false");

    public JsonWriter Number(int value) => Word(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Writes a text of an extension, marked: the OpenAPI reader takes one that looks like a date for a date, and then what it was is
    /// lost.
    /// </summary>
    public JsonWriter ExtensionText(string text) => Text(Extension.TextMark + text);

    public TrimmedDescription ToDescription() => new(_json.ToString(), _prose);

    private JsonWriter Open(char bracket)
    {
        Count();
        Separate();
        _json.Append(bracket);
        _needsComma = false;
        return this;
    }

    private JsonWriter Close(char bracket)
    {
        _json.Append(bracket);
        _needsComma = true;
        return this;
    }

    private JsonWriter Word(string word)
    {
        Separate();
        _json.Append(word);
        _needsComma = true;
        return this;
    }

    private void Separate()
    {
        if (_needsComma)
            _json.Append(',');
        _needsComma = false;
    }

    private void Count()
    {
        if (++_count > ReadingLimits.Nodes || _json.Length + _proseLength > ReadingLimits.Length)
        {
            throw SpecReadException.TooMuch(
                _place,
                FormattableString.Invariant($"with aliases and references written out it has more than {ReadingLimits.Nodes} nodes"));
        }
    }

    private void AppendText(string text)
    {
        _json.Append('"');
        int plain = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            bool isHalf = char.IsSurrogate(letter);
            if (isHalf && char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (letter is >= ' ' and < '\u007f' and not ('"' or '\\')
                || (letter >= '\u00a0' && !isHalf && letter is not ('\u2028' or '\u2029' or '\ufeff' or >= '\ufffe')))
            {
                continue;
            }

            _json.Append(text, plain, i - plain);
            plain = i + 1;
            if (letter is '"' or '\\')
                _json.Append('\\').Append(letter);
            else if (letter == '\n')
                _json.Append("\\n");
            else
                _json.Append("\\u").Append((isHalf ? 0xFFFD : letter).ToString("x4", CultureInfo.InvariantCulture));
        }

        _json.Append(text, plain, text.Length - plain).Append('"');
    }
}
