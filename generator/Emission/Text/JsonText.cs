using System.Globalization;
using System.Text;
using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Emission.Text;

/// <summary>Writes JSON on one line. What is empty, false or absent is left out.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new(1024);
    private bool _isFirst = true;

    public static string Of(Action<JsonText> members) => new JsonText().Object(members).ToString();

    public JsonText Text(string name, string? value) => string.IsNullOrEmpty(value) ? this : Name(name).Quoted(value!);

    public JsonText Number(string name, int? value)
    {
        if (value is { } number)
            Name(name)._text.Append(number.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public JsonText Flag(string name, bool value)
    {
        if (value)
            Name(name)._text.Append("true");
        return this;
    }

    public JsonText Texts(string name, IReadOnlyCollection<string> values) =>
        List(name, values, static (json, value) => json.Quoted(value));

    public JsonText Objects<T>(string name, IReadOnlyCollection<T> values, Action<JsonText, T> members) =>
        List(name, values, (json, value) => json.Object(inner => members(inner, value)));

    public override string ToString() => _text.ToString();

    private JsonText List<T>(string name, IReadOnlyCollection<T> values, Action<JsonText, T> write)
    {
        if (values.Count == 0)
            return this;
        Name(name)._text.Append('[');
        _isFirst = true;
        foreach (T value in values)
        {
            Separate();
            write(this, value);
        }

        _text.Append(']');
        _isFirst = false;
        return this;
    }

    private JsonText Object(Action<JsonText> members)
    {
        _text.Append('{');
        _isFirst = true;
        members(this);
        _text.Append('}');
        _isFirst = false;
        return this;
    }

    private JsonText Name(string name)
    {
        Separate();
        Quoted(name);
        _text.Append(':');
        return this;
    }

    private void Separate()
    {
        if (!_isFirst)
            _text.Append(',');
        _isFirst = false;
    }

    private JsonText Quoted(string value)
    {
        _text.Append('"');
        foreach (char letter in value)
        {
            if (letter is '"' or '\\')
                _text.Append('\\').Append(letter);
            else if (PlainText.IsPlain(letter))
                _text.Append(letter);
            else
                _text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
        }

        _text.Append('"');
        return this;
    }
}
