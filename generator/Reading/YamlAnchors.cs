using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>The nodes that have a name in YAML. Aliases share the node; whoever writes them out counts again.</summary>
internal sealed class YamlAnchors
{
    private readonly Dictionary<string, SpecNode?> _nodes = new(StringComparer.Ordinal);
    private readonly Stack<string?> _open = new();

    public void Define(string? anchor, SpecNode node)
    {
        if (!string.IsNullOrEmpty(anchor))
            _nodes[anchor!] = node;
    }

    public void Open(string? anchor)
    {
        _open.Push(anchor);
        if (!string.IsNullOrEmpty(anchor))
            _nodes[anchor!] = null;
    }

    public void Close(SpecNode node) => Define(_open.Pop(), node);

    /// <summary>The node that an alias stands for.</summary>
    /// <exception cref="SpecReadException">There is none, or the alias stands inside it.</exception>
    public SpecNode Resolve(string alias, TextSpan place) =>
        !_nodes.TryGetValue(alias, out SpecNode? node)
            ? throw SpecReadException.Unreadable(place, $"the alias '*{alias}' has no anchor before it")
            : node ?? throw SpecReadException.Unreadable(place, $"the alias '*{alias}' stands inside the node it names");
}
