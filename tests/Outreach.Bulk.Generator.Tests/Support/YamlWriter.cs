using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// Writes a document as YAML in ways that people and tools write it: block and flow, every style of scalar, wrapped lines, anchors and
/// aliases, remarks, blank lines with tabs, explicit keys. What it means is always the same.
/// </summary>
internal sealed class YamlWriter
{
    private const string NotPlain = "'\"\\\t\n\r\u0085\u2028\u2029\ufeff\ufffe\uffff";

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<(string Json, string Anchor)> _anchors = [];
    private bool _endsWithKeptBreaks;

    private YamlWriter(Random random) => _random = random;

    public static string Write(JsonNode? root, int seed)
    {
        YamlWriter writer = new(new Random(seed));
        if (writer.Often(5))
            writer._text.Append("%YAML 1.2\n---\n");
        writer.WriteValue(root, -1, isItem: false);
        return writer._random.Next(3) == 0 ? writer._text.ToString().Replace("\n", "\r\n", StringComparison.Ordinal) : writer._text.ToString();
    }

    /// <summary>Whether a text would be something else without quotes.</summary>
    public static bool IsWord(string text) =>
        text is "" or "~"
        || text.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL"
        || double.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out _);

    private bool Often(int outOf) => _random.Next(outOf) == 0;

    // What follows "key:", "-" or the beginning, up to and with its line end; indent is that of the collection it is in.
    private void WriteValue(JsonNode? node, int indent, bool isItem)
    {
        if (indent >= 0 && TryWriteAlias(node))
        {
            EndLine(indent);
            return;
        }

        string anchor = indent >= 0 && Often(4) ? Anchor(node) : "";
        if (node is JsonObject { Count: > 0 } map && Often(2))
        {
            Open(anchor, indent);
            bool isCompact = isItem && anchor == "" && Often(2);
            WriteMembers(map, indent + 1 + (isCompact ? 1 : _random.Next(4)), isCompact);
            return;
        }

        if (node is JsonArray { Count: > 0 } items && Often(2))
        {
            Open(anchor, indent);
            WriteItems(items, indent < 0 || isItem ? indent + 1 + _random.Next(4) : indent + _random.Next(4));
            return;
        }

        if (indent >= 0)
            _text.Append(' ');
        _text.Append(anchor.Length > 0 ? anchor + " " : "");
        if (node is JsonValue value && value.TryGetValue(out string? text) && TryWriteBlock(text, indent))
            return;
        WriteFlow(node, indent + 1, isFlow: false);
        EndLine(indent);
    }

    private void Open(string anchor, int indent)
    {
        if (indent >= 0)
            _text.Append(anchor.Length > 0 ? " " + anchor : "");
    }

    private void WriteMembers(JsonObject map, int indent, bool isCompact)
    {
        foreach ((string name, JsonNode? value) in map)
        {
            if (isCompact)
                _text.Append(' ');
            else
                StartLine(indent);
            isCompact = false;
            if (Often(8))
            {
                _text.Append("? ");
                WriteScalar(name, indent + 1, isKey: true, isFlow: false);
                _text.Append('\n').Append(' ', indent).Append(':');
            }
            else
            {
                WriteScalar(name, indent + 1, isKey: true, isFlow: false);
                _text.Append(Often(5) ? " :" : ":");
            }

            WriteValue(value, indent, isItem: false);
        }
    }

    private void WriteItems(JsonArray items, int indent)
    {
        foreach (JsonNode? item in items)
        {
            StartLine(indent);
            _text.Append('-');
            WriteValue(item, indent, isItem: true);
        }
    }

    private void StartLine(int indent)
    {
        if (_text.Length > 0 && _text[^1] != '\n')
            _text.Append('\n');
        if (!_endsWithKeptBreaks && Often(10))
            _text.Append('\n');
        if (Often(10))
            _text.Append('\t', _random.Next(4)).Append("# a: remark\n");
        if (Often(10))
            _text.Append('\t', 1 + _random.Next(4)).Append('\n');

        _endsWithKeptBreaks = false;
        _text.Append(' ', indent);
    }

    private void EndLine(int indent) => _text.Append(indent >= 0 && Often(8) ? " # remark\n" : "\n");

    private bool TryWriteAlias(JsonNode? node)
    {
        string json = JsonSerializer.Serialize(node);
        foreach ((string known, string anchor) in _anchors)
        {
            if (known == json && Often(2))
            {
                _text.Append(" *").Append(anchor);
                return true;
            }
        }

        return false;
    }

    private string Anchor(JsonNode? node)
    {
        string name = $"a{_anchors.Count}";
        _anchors.Add((JsonSerializer.Serialize(node), name));
        return "&" + name;
    }

    private void WriteFlow(JsonNode? node, int indent, bool isFlow)
    {
        switch (node)
        {
            case JsonObject map:
                _text.Append('{');
                foreach ((string name, JsonNode? value) in map)
                {
                    Space(indent);
                    WriteScalar(name, indent, isKey: true, isFlow: true);
                    _text.Append(": ");
                    WriteFlow(value, indent, isFlow: true);
                    _text.Append(',');
                }

                _text.Append(Often(2) ? " }" : "}");
                break;
            case JsonArray items:
                _text.Append('[');
                for (int i = 0; i < items.Count; i++)
                {
                    Space(indent);
                    WriteFlow(items[i], indent, isFlow: true);
                    _text.Append(i + 1 < items.Count || Often(3) ? "," : "");
                }

                _text.Append(']');
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                WriteScalar(text, indent, isKey: false, isFlow);
                break;
            default:
                _text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private void Space(int indent)
    {
        if (Often(4))
            _text.Append(Often(3) ? " # remark" : "").Append('\n').Append(' ', indent + _random.Next(3));
        else if (Often(2))
            _text.Append(' ');
    }

    private void WriteScalar(string text, int indent, bool isKey, bool isFlow)
    {
        bool isPlain = !IsWord(text) && text.All(letter => IsPrintable(letter) && letter is not ('#' or ':'))
            && char.IsLetter(text[0]) && text[^1] != ' '
            && !(isKey && text.Contains(" *", StringComparison.Ordinal))
            && !(isFlow && text.IndexOfAny(['[', ']', '{', '}', ',']) >= 0);
        if (isPlain && Often(2))
            _text.Append(isKey ? text : Wrapped(text, indent, "\n"));
        else if (text.All(letter => IsPrintable(letter) || letter is '"' or '\\') && Often(2))
            _text.Append('\'').Append(isKey ? text : Wrapped(text, indent, "\n")).Append('\'');
        else
            WriteEscaped(text, indent, isKey);
    }

    private void WriteEscaped(string text, int indent, bool isKey)
    {
        _text.Append('"');
        foreach (char letter in text)
        {
            if (!isKey && !char.IsLowSurrogate(letter) && Often(20))
                _text.Append("\\\n").Append(' ', indent);
            if (IsPrintable(letter) && (letter != ' ' || (_text[^1] is not (' ' or '\n' or '"'))))
                _text.Append(letter);
            else if (letter is '\u2028' or '\u2029' or '\u0085' && Often(2))
                _text.Append(letter);
            else
                _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }

        _text.Append('"');
    }

    // A space may become a line end where nothing but letters stand around it.
    private string Wrapped(string text, int indent, string lineEnd)
    {
        StringBuilder wrapped = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ' && i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]) && Often(2))
                wrapped.Append(lineEnd).Append(' ', indent + _random.Next(2));
            else
                wrapped.Append(text[i]);
        }

        return wrapped.ToString();
    }

    // Literal and folded text: what has letters in its first line, and nothing that needs an escape.
    private bool TryWriteBlock(string text, int indent)
    {
        if (text.Length == 0 || text[0] is ' ' or '\t' or '\n' || Often(2)
            || !text.All(letter => IsPrintable(letter) || letter is '\n' or '\t' or '"' or '\\' or '\'' or '\u2028' or '\u0085'))
        {
            return false;
        }

        bool isFolded = !text.Contains('\n', StringComparison.Ordinal);
        int breaks = text.Length - text.TrimEnd('\n').Length;
        int inner = Math.Max(indent, 0) + 1 + _random.Next(3);
        _text.Append(isFolded && Often(2) ? '>' : '|').Append(breaks == 0 ? "-" : breaks == 1 ? "" : "+");
        isFolded = _text[^(breaks == 1 ? 1 : 2)] == '>';
        _text.Append(Often(5) ? " # remark\n" : "\n");
        string[] lines = text[..^(breaks > 0 ? 1 : 0)].Split('\n');
        foreach (string line in lines)
        {
            _text.Append(' ', line.Length > 0 ? inner : 0).Append(isFolded ? Wrapped(line, inner, "\n").Replace(
                "\n" + new string(' ', inner + 1), "\n" + new string(' ', inner), StringComparison.Ordinal) : line).Append('\n');
        }

        _endsWithKeptBreaks = breaks > 1;
        return true;
    }

    private static bool IsPrintable(char letter) =>
        letter >= ' ' && letter != '\u007f' && !(letter is > '\u007f' and < '\u00a0') && !NotPlain.Contains(letter, StringComparison.Ordinal)
        && !char.IsSurrogate(letter);
}
