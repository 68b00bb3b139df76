using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Writes a document as YAML, each node in the style it has.</summary>
internal sealed class BlockText
{
    private const string Comment = "# a comment: with 'quotes', [brackets] and {braces}";

    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, string> _anchors = [];

    public static string Write(MapNode root)
    {
        BlockText text = new();
        text.WriteMembers(root, 0, isContinued: false);
        return text._text.ToString();
    }

    private void WriteMembers(MapNode map, int indent, bool isContinued)
    {
        foreach ((ScalarNode key, DocumentNode value) in map.Members)
        {
            if (!isContinued)
                WriteIndent(key, value, indent);
            isContinued = false;
            _text.Append(ScalarText.Key(key, isFlow: false)).Append(':');
            WriteValue(value, indent, isItem: false);
        }
    }

    private void WriteItems(ListNode list, int indent)
    {
        foreach (DocumentNode item in list.Items)
        {
            WriteIndent(item, item, indent);
            _text.Append('-');
            WriteValue(item, indent, isItem: true);
        }
    }

    private void WriteIndent(DocumentNode first, DocumentNode second, int indent)
    {
        if (first.HasComment || second.HasComment)
            _text.Append('\n').Append(' ', indent).Append(Comment).Append('\n');
        _text.Append(' ', indent);
    }

    /// <summary>What follows a colon or a dash, up to the end of the line.</summary>
    private void WriteValue(DocumentNode node, int indent, bool isItem)
    {
        if (TryWriteAlias(node, out bool hasAnchor))
        {
            _text.Append('\n');
            return;
        }

        Random style = new(node.Style ?? 0);
        int inner = indent + (node.Style is null ? 2 : style.Next(1, 5));
        bool isFlow = node.Style is not null && style.Next(2) == 0;
        switch (node)
        {
            case ScalarNode scalar:
                _text.Append(' ').Append(ScalarText.Value(scalar, inner)).Append('\n');
                break;
            case MapNode { Members.Count: 0 } or ListNode { Items.Count: 0 }:
                _text.Append(node is MapNode ? " {}\n" : " []\n");
                break;
            case var _ when isFlow:
                _text.Append(' ');
                WriteFlow(node, inner, style);
                _text.Append('\n');
                break;
            case MapNode map when isItem && !hasAnchor && !map.Members[0].Key.HasComment && !map.Members[0].Value.HasComment:
                _text.Append(' ', inner - indent - 1 == 0 ? 1 : inner - indent - 1);
                WriteMembers(map, Math.Max(inner, indent + 2), isContinued: true);
                break;
            case MapNode map:
                _text.Append(style.Next(4) == 1 ? $" {Comment}\n" : "\n");
                WriteMembers(map, inner, isContinued: false);
                break;
            case ListNode list:
                _text.Append('\n');
                WriteItems(list, node.Style is not null && !isItem && style.Next(2) == 0 ? indent : inner);
                break;
        }
    }

    private bool TryWriteAlias(DocumentNode node, out bool hasAnchor)
    {
        hasAnchor = false;
        if (node.Anchor is not { } anchor)
            return false;
        string name = string.Create(CultureInfo.InvariantCulture, $"a{anchor}"), content = node.Content;
        if (_anchors.TryGetValue(anchor, out string? known))
        {
            if (known != content)
                return false;
            _text.Append(" *").Append(name);
            return true;
        }

        _anchors.Add(anchor, content);
        _text.Append(" &").Append(name);
        hasAnchor = true;
        return false;
    }

    private void WriteFlow(DocumentNode node, int indent, Random style)
    {
        if (node is ScalarNode scalar)
        {
            _text.Append(ScalarText.Flow(scalar));
            return;
        }

        _text.Append(node is MapNode ? '{' : '[');
        bool isFirst = true;
        foreach ((ScalarNode? key, DocumentNode value) in node is MapNode map
            ? map.Members.Select(member => ((ScalarNode?)member.Key, member.Value))
            : ((ListNode)node).Items.Select(item => ((ScalarNode?)null, item)))
        {
            if (!isFirst)
                _text.Append(',');
            if (style.Next(4) == 0)
                _text.Append('\n').Append(' ', indent);
            else if (!isFirst || style.Next(2) == 0)
                _text.Append(' ');
            isFirst = false;
            if (key is not null)
                _text.Append(ScalarText.Key(key, isFlow: true)).Append(": ");
            if (TryWriteAlias(value, out bool hasAnchor))
            {
                _text.Append(' ');
                continue;
            }

            if (hasAnchor)
                _text.Append(' ');
            WriteFlow(value, indent, style);
        }

        if (style.Next(4) == 0)
            _text.Append('\n').Append(' ', indent);
        _text.Append(node is MapNode ? '}' : ']');
    }
}
