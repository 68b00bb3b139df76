using System.Text;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>
/// A YAML text without what is most likely not needed, found by indentation alone: other paths, other schemas, other keys of
/// the root. Their lines are left empty, so that all others keep their line and column. Scanning YAML costs far more than
/// looking at indentation, and of the vendor's document only a seventh is needed.
/// </summary>
/// <remarks>
/// It may guess wrong, but not unnoticed: looking up something that was left out throws <see cref="SpecOmittedException"/>,
/// and whatever else is not clean about what is read of it has the whole text read instead.
/// </remarks>
internal sealed class YamlOutline
{
    /// <summary>The fewest characters of a text of which an outline is read first.</summary>
    public const int LengthWorthIt = 64 * 1024;

    private const string SchemaPointer = "#/components/schemas/";

    private static readonly string[] s_rootKeys = ["components", "info", "openapi", "paths", "swagger", Extension.Models];

    private static readonly string[] s_otherRootKeys = ["externalDocs", "security", "servers", "tags"];

    private readonly string _text;
    private readonly ResourceTable _resources;
    private readonly List<int> _starts = [];
    private readonly HashSet<int> _omitted = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private YamlOutline(string text, ResourceTable resources)
    {
        _text = text;
        _resources = resources;
    }

    /// <summary>Makes an outline.</summary>
    /// <param name="text">The text.</param>
    /// <param name="resources">The resources that actions are likely to be of.</param>
    /// <returns>
    /// The outline; null for a text that is no YAML, too small to be worth it or not laid out in lines that can be told apart.
    /// </returns>
    public static YamlExcerpt? TryCreate(SourceText text, ResourceTable resources) =>
        text.Length is < LengthWorthIt or > ReadingLimits.Length ? null : TryCreate(text.ToString(), resources);

    private static YamlExcerpt? TryCreate(string text, ResourceTable resources)
    {
        if (SpecReader.LooksLikeJson(text) || text.IndexOfAny(['\u0085', '\u2028', '\u2029']) >= 0)
            return null;
        YamlOutline outline = new(text, resources);
        return outline.FindLines() && outline.Reduce() is { } rest ? new(rest, text, outline._starts, outline._omitted) : null;
    }

    private bool FindLines()
    {
        for (int start = 0; start <= _text.Length;)
        {
            _starts.Add(start);
            int end = _text.IndexOf('\n', start);
            if (end < 0)
                end = _text.Length;
            int lone = _text.IndexOf('\r', start, end - start);
            if (lone >= 0 && lone + 1 != end)
                return false;
            start = end + 1;
        }

        return true;
    }

    /// <summary>The text without what is not needed; null where that cannot be told.</summary>
    private string? Reduce()
    {
        List<(int Line, string Key)> roots = Keys(0, _starts.Count, indent: 0);
        int paths = roots.FindIndex(root => root.Key == "paths");
        int components = roots.FindIndex(root => root.Key == "components");
        if (paths < 0 || !roots.All(root => IsRootKey(root.Key)))
            return null;
        List<(int From, int To)> omitted = [];
        for (int i = 0; i < roots.Count; i++)
        {
            if (!s_rootKeys.Contains(roots[i].Key, StringComparer.Ordinal))
                Omit(roots, i, _starts.Count, omitted);
        }

        int pathsEnd = End(roots, paths, _starts.Count);
        List<(int Line, string Key)> items = Children(roots[paths].Line, pathsEnd);
        if (!items.All(item => item.Key.StartsWith("/", StringComparison.Ordinal) || IsExtension(item.Key)))
            return null;
        for (int i = 0; i < items.Count; i++)
        {
            if (OperationPath.IsBulkAction(items[i].Key) || OperationPath.IsImport(items[i].Key))
                Note(items[i].Key, items[i].Line, End(items, i, pathsEnd));
            else
                Omit(items, i, pathsEnd, omitted);
        }

        if (components >= 0)
            OmitSchemas(roots[components].Line, End(roots, components, _starts.Count), omitted);
        return Without(omitted);
    }

    // The parser lets a text in quotes go on further left than YAML allows. A line of it that looks like a key must not
    // be taken for one, so where there are keys that OpenAPI does not know, the whole text is read.
    private static bool IsRootKey(string key) =>
        s_rootKeys.Contains(key, StringComparer.Ordinal) || s_otherRootKeys.Contains(key, StringComparer.Ordinal) || IsExtension(key);

    private static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    private void OmitSchemas(int line, int end, List<(int From, int To)> omitted)
    {
        List<(int Line, string Key)> sections = Children(line, end);
        int section = sections.FindIndex(each => each.Key == "schemas");
        if (section < 0)
            return;
        int schemasEnd = End(sections, section, end);
        List<(int Line, string Key)> schemas = Children(sections[section].Line, schemasEnd);
        NoteNames(line, sections[section].Line, withItems: false);
        NoteNames(schemasEnd, end, withItems: false);

        // What a schema that is kept speaks of is kept too, and so on.
        HashSet<string> kept = new(StringComparer.Ordinal);
        int before;
        do
        {
            before = kept.Count;
            for (int i = 0; i < schemas.Count; i++)
            {
                if (_names.Contains(schemas[i].Key) && kept.Add(schemas[i].Key))
                {
                    NoteNames(
                        schemas[i].Line,
                        End(schemas, i, schemasEnd),
                        withItems: schemas[i].Key.EndsWith(WellKnown.RelationshipsOf(""), StringComparison.Ordinal));
                }
            }
        }
        while (kept.Count > before);

        for (int i = 0; i < schemas.Count; i++)
        {
            if (!kept.Contains(schemas[i].Key))
                Omit(schemas, i, schemasEnd, omitted);
        }
    }

    private void Note(string path, int line, int end)
    {
        string model = _resources.Find(OperationPath.Name(path)).Resource;
        _names.Add(model);
        _names.Add(WellKnown.RelationshipsOf(model));
        NoteNames(line, end, withItems: false);
    }

    // Names of schemas: in references, in x-outreach-fields-of and, where relationships name the type they lead to, in lists.
    private void NoteNames(int line, int end, bool withItems)
    {
        for (int i = line; i < end; i++)
        {
            int from = _starts[i], length = LineEnd(i) - from;
            for (int at = from; _text.IndexOf(SchemaPointer, at, from + length - at, StringComparison.Ordinal) is >= 0 and int pointer;)
            {
                at = pointer + SchemaPointer.Length;
                _names.Add(Name(at));
            }

            int fields = _text.IndexOf(Extension.FieldsOf + ": ", from, length, StringComparison.Ordinal);
            if (fields >= 0)
                _names.Add(Name(fields + Extension.FieldsOf.Length + 2));
            int indent = Indent(i);
            if (withItems && from + indent + 2 < _text.Length && _text[from + indent] == '-' && _text[from + indent + 1] == ' ')
                _names.Add(Name(from + indent + 2));
        }
    }

    private string Name(int start)
    {
        int end = start;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '-' or '.'))
            end++;
        return _text[start..end];
    }

    private void Omit(List<(int Line, string Key)> keys, int index, int end, List<(int From, int To)> omitted)
    {
        _omitted.Add(keys[index].Line);
        omitted.Add((keys[index].Line, End(keys, index, end)));
    }

    private string Without(List<(int From, int To)> omitted)
    {
        StringBuilder text = new(_text.Length / 4);
        int line = 0;
        foreach ((int from, int to) in omitted.OrderBy(range => range.From))
        {
            text.Append(_text, _starts[line], _starts[from] - _starts[line]);
            text.Append(_text, _starts[from], KeyEnd(from) - _starts[from]).Append('\n', to - from);
            line = to;
        }

        if (line < _starts.Count)
            text.Append(_text, _starts[line], _text.Length - _starts[line]);
        return text.ToString();
    }

    private List<(int Line, string Key)> Children(int line, int end)
    {
        int first = line + 1;
        while (first < end && IsBlank(first))
            first++;
        return first < end && Indent(first) > Indent(line) ? Keys(first, end, Indent(first)) : [];
    }

    private List<(int Line, string Key)> Keys(int line, int end, int indent)
    {
        List<(int, string)> keys = [];
        for (int i = line; i < end; i++)
        {
            if (Indent(i) != indent || IsBlank(i) || KeyEnd(i) is not (> 0 and int keyEnd))
                continue;
            keys.Add((i, _text[(_starts[i] + indent)..(keyEnd - 1)].Trim('"', '\'')));
        }

        return keys;
    }

    private static int End(List<(int Line, string Key)> keys, int index, int end) => index + 1 < keys.Count ? keys[index + 1].Line : end;

    /// <summary>Where the colon of a line's key ends; 0 for a line without a key that can be told by looking.</summary>
    private int KeyEnd(int line)
    {
        int start = _starts[line] + Indent(line), end = LineEnd(line);
        if (start == end || _text[start] is '-' or '?' or '#' or '%' or '{' or '[' or '&' or '*' or '!' or '|' or '>')
            return 0;
        int from = start;
        if (_text[start] is '"' or '\'')
        {
            int close = _text.IndexOf(_text[start], start + 1, end - start - 1);
            if (close < 0)
                return 0;
            from = close;
        }

        for (int i = from; i < end; i++)
        {
            if (_text[i] == ':' && (i + 1 == end || _text[i + 1] is ' ' or '\r'))
                return i + 1;
        }

        return 0;
    }

    private bool IsBlank(int line)
    {
        int start = _starts[line] + Indent(line);
        return start >= LineEnd(line) || _text[start] is '#' or '\r';
    }

    private int Indent(int line)
    {
        int start = _starts[line], end = start;
        while (end < _text.Length && _text[end] == ' ')
            end++;
        return end - start;
    }

    private int LineEnd(int line) => line + 1 < _starts.Count ? _starts[line + 1] - 1 : _text.Length;
}
