using System.Globalization;
using System.Text;

namespace Outreach.Bulk;

/// <summary>
/// Writes nested parameters in bracket notation, everything percent-encoded that is not unreserved: the one encoding of
/// <c>actionParams</c>. OpenAPI leaves nested deepObject parameters undefined; this is the form known from production.
/// </summary>
internal sealed class QueryWriter
{
    private const string Open = "%5B";
    private const string Close = "%5D";

    private readonly StringBuilder _query = new(256);
    private readonly StringBuilder _key = new(64);
    private readonly Stack<int> _lengths = new();

    public int Length => _query.Length;

    public void Push(string name)
    {
        _lengths.Push(_key.Length);
        if (_key.Length == 0)
            AppendEscaped(_key, name);
        else
            AppendEscaped(_key.Append(Open), name).Append(Close);
    }

    public void Pop() => _key.Length = _lengths.Pop();

    public void Value(object value) => Write(_key, "", WireText.Format(value));

    public void Value(string member, object value)
    {
        Push(member);
        Value(value);
        Pop();
    }

    public void Word(string word) => Write(_key, "", word);

    public void List<T>(T[] values)
    {
        foreach (T value in values)
            Write(_key, Open + Close, WireText.Format(value!));
    }

    public void CommaList<T>(T[] values) =>
        Write(_key, "", string.Join(',', values.Select(value => WireText.Format(value!))));

    public void Filter(RecordFilter filter, bool commaIds)
    {
        foreach (ref readonly SparseValues.Entry clause in filter.Clauses.Entries)
        {
            Push(clause.Name);
            if (clause.Value is RecordFilter related)
                Filter(related, commaIds);
            else
                ((IFilterValue)clause.Value).WriteTo(this, commaIds && clause.Name == "id");
            Pop();
        }
    }

    public override string ToString() => _query.ToString();

    private void Write(StringBuilder key, string suffix, string value)
    {
        if (_query.Length > 0)
            _query.Append('&');
        AppendEscaped(_query.Append(key).Append(suffix).Append('='), value);
    }

    private static StringBuilder AppendEscaped(StringBuilder target, string text)
    {
        Span<char> buffer = stackalloc char[256];
        return Uri.TryEscapeDataString(text, buffer, out int written)
            ? target.Append(buffer[..written])
            : target.Append(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(text)}");
    }
}
