using System.Globalization;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Protocol;

/// <summary>
/// Writes an address whose parameters are nested in bracket notation, everything percent-encoded that is not unreserved: the
/// one encoding of <c>actionParams</c>. OpenAPI leaves nested deepObject parameters undefined; this is the form known from
/// production.
/// </summary>
internal sealed class QueryWriter : IDisposable
{
    private const string Open = "%5B";
    private const string Close = "%5D";

    private readonly Stack<int> _lengths = new(4);
    private readonly int _queryStart;
    private TextBuffer _text = new(512);
    private TextBuffer _key = new(128);

    /// <summary>Starts with what stands before the query.</summary>
    /// <param name="origin">The address that <paramref name="path"/> is relative to, with a slash at its end, or nothing.</param>
    /// <param name="path">The path, already encoded. With neither the query alone is written.</param>
    public QueryWriter(string origin = "", string path = "")
    {
        _text.Append(origin);
        _text.Append(path);
        _queryStart = _text.Length;
    }

    public void Push(string name)
    {
        _lengths.Push(_key.Length);
        if (_key.Length == 0)
        {
            _key.AppendEscaped(name);
            return;
        }

        _key.Append(Open);
        _key.AppendEscaped(name);
        _key.Append(Close);
    }

    public void Pop() => _key.Length = _lengths.Pop();

    public void Value<T>(T value) => Write("", value);

    public void Value<T>(string member, T value)
    {
        Push(member);
        Value(value);
        Pop();
    }

    public void Word(string word) => Write("", word);

    public void List<T>(T[] values)
    {
        foreach (T value in values)
            Write(Open + Close, value);
    }

    public void CommaList<T>(T[] values) => Write("", string.Join(',', values.Select(value => WireText.Format(value!))));

    /// <summary>Writes <c>filter[a][b]=value</c>.</summary>
    public void Filter<T>(T value, params ReadOnlySpan<string> path)
    {
        Push("filter");
        foreach (string name in path)
            Push(name);
        Value(value);
        foreach (string _ in path)
            Pop();
        Pop();
    }

    /// <summary>Writes <c>page[size]</c>.</summary>
    public void PageSize(int size)
    {
        Push("page");
        Value("size", size);
        Pop();
    }

    /// <summary>Writes one parameter of its own, outside of any other.</summary>
    public void Parameter<T>(string name, T value)
    {
        Push(name);
        Value(value);
        Pop();
    }

    public override string ToString() => _text.ToString();

    public void Dispose()
    {
        _text.Dispose();
        _key.Dispose();
    }

    private void Write<T>(string suffix, T value)
    {
        if (_text.Length > _queryStart)
            _text.Append("&");
        else if (_queryStart > 0)
            _text.Append("?");
        _text.Append(_key.Text);
        _text.Append(suffix);
        _text.Append("=");

        // Ids are what most filters are made of, up to thousands in one: no text is made for each.
        Span<char> digits = stackalloc char[20];
        if (value is long number && number.TryFormat(digits, out int written, provider: CultureInfo.InvariantCulture))
            _text.Append(digits[..written]);
        else
            _text.AppendEscaped(WireText.Format(value!));
    }
}
