namespace Outreach.Bulk.Generator.Tests;

/// <summary>A way to write something otherwise without a change in what it says.</summary>
internal enum RewritingKind
{
    /// <summary>The members of a map in another order.</summary>
    Order,

    /// <summary>Another style: quotes, blocks, flow, wrapped lines, indentation.</summary>
    Style,
    Comment,

    /// <summary>Nodes that say the same share one, by anchor and alias.</summary>
    Alias,

    /// <summary>A part becomes a reference to a component.</summary>
    Reference,

    /// <summary>A reference becomes what it leads to.</summary>
    Inline,

    /// <summary>A schema becomes <c>allOf</c> of itself alone.</summary>
    AllOf,

    // Of the whole text.
    LineEnds,
    Json,
    DocumentMarks,
}

/// <summary>One rewriting of one node.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Node">The node's number.</param>
/// <param name="Seed">What the details are made of.</param>
internal readonly record struct Rewriting(RewritingKind Kind, int Node, int Seed);

/// <summary>A document and the rewritings that can be done to it.</summary>
internal sealed class RewritableDocument
{
    // Parts larger than this are not compared for anchors.
    private const int LargestShared = 2_000;

    private static readonly DocumentPart[] s_components =
    [
        DocumentPart.Schema, DocumentPart.Parameter, DocumentPart.Body, DocumentPart.Path,
    ];

    private readonly DocumentNode _root;
    private readonly DocumentNode[] _nodes;
    private readonly DocumentNode[] _telling;
    private readonly Dictionary<int, string> _paths = [];
    private readonly Dictionary<string, int[]> _same;

    public RewritableDocument(string text)
    {
        _root = DocumentNode.Of(SpecText.Read(text));
        _nodes = [.. _root.All()];
        NotePaths(_root, "");

        // Most of a large document is not read; changing what is read tells more.
        _telling = [.. _nodes.Where(node => _paths[node.Number] is { } path
            && (path.StartsWith("/paths/~1batches~1actions", StringComparison.Ordinal)
                || path.StartsWith("/paths/~1imports~1actions", StringComparison.Ordinal)
                || path.StartsWith("/components/schemas/account", StringComparison.Ordinal)
                || path.StartsWith("/components/schemas/prospect", StringComparison.Ordinal)))];
        _same = _nodes.Where(node => node is not ScalarNode && node.Number > 0 && node.All().Take(100).Count() < 100)
            .Select(node => (node.Number, node.Content))
            .Where(node => node.Content.Length is > 2 and < LargestShared)
            .GroupBy(node => node.Content, node => node.Number)
            .Where(group => group.Count() > 1)
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Some rewritings, few or very many.</summary>
    public List<Rewriting> Choose(Random random)
    {
        int count = random.Next(4) switch
        {
            0 => random.Next(1, 4),
            1 => random.Next(_nodes.Length / 4, _nodes.Length),
            _ => random.Next(5, 200),
        };
        List<Rewriting> chosen = [];
        for (int i = 0; i < count; i++)
        {
            DocumentNode[] nodes = random.Next(4) == 0 ? _nodes : _telling;
            DocumentNode node = nodes[random.Next(nodes.Length)];
            RewritingKind kind = random.Next(12) switch
            {
                0 => RewritingKind.Comment,
                1 => RewritingKind.Alias,
                2 => RewritingKind.Reference,
                3 => RewritingKind.Inline,
                4 => RewritingKind.AllOf,
                5 or 6 => RewritingKind.Order,
                _ => RewritingKind.Style,
            };
            chosen.Add(new(kind, node.Number, random.Next()));
        }

        if (random.Next(3) == 0)
            chosen.Add(new(RewritingKind.LineEnds, 0, 0));
        if (random.Next(4) == 0)
            chosen.Add(new(RewritingKind.Json, 0, random.Next()));
        if (random.Next(3) == 0)
            chosen.Add(new(RewritingKind.DocumentMarks, 0, random.Next()));
        return [.. chosen.Where(CanBeDone)];
    }

    /// <summary>The text after some rewritings.</summary>
    public string Write(IReadOnlyCollection<Rewriting> rewritings)
    {
        MapNode root = (MapNode)_root.Clone();
        Editing editing = new(root, _same);
        foreach (Rewriting rewriting in rewritings)
            editing.Do(rewriting);
        string text = rewritings.FirstOrDefault(rewriting => rewriting.Kind == RewritingKind.Json) is { Kind: RewritingKind.Json } json
            ? JsonText.Write(root, isIndented: json.Seed % 2 == 0)
            : BlockText.Write(root);
        if (rewritings.Any(rewriting => rewriting.Kind == RewritingKind.DocumentMarks) && !text.StartsWith('{'))
            text = "# A comment\n---\n" + text + "...\n";
        return rewritings.Any(rewriting => rewriting.Kind == RewritingKind.LineEnds)
            ? text.Replace("\n", "\r\n", StringComparison.Ordinal)
            : text;
    }

    public string Describe(Rewriting rewriting) => $"{rewriting.Kind} of '{_paths[rewriting.Node]}' ({rewriting.Seed})";

    private bool CanBeDone(Rewriting rewriting)
    {
        DocumentNode node = _nodes[rewriting.Node];
        return rewriting.Kind switch
        {
            RewritingKind.Order => node is MapNode { Members.Count: > 1 },
            RewritingKind.Alias => _same.ContainsKey(node.Content.Length < LargestShared ? node.Content : ""),
            RewritingKind.Reference => node is MapNode && s_components.Contains(node.Part),
            RewritingKind.Inline => node is MapNode map && s_components.Contains(node.Part) && map.Find("$ref") is ScalarNode,
            RewritingKind.AllOf => node is MapNode { Part: DocumentPart.Schema },
            _ => true,
        };
    }

    private void NotePaths(DocumentNode node, string path)
    {
        _paths[node.Number] = path;
        if (node is MapNode map)
        {
            foreach ((ScalarNode key, DocumentNode value) in map.Members)
            {
                string inner =
                    $"{path}/{key.Text.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                _paths[key.Number] = inner + " (its name)";
                NotePaths(value, inner);
            }
        }

        for (int i = 0; i < ((node as ListNode)?.Items.Count ?? 0); i++)
            NotePaths(((ListNode)node).Items[i], $"{path}/{i}");
    }

    /// <summary>A copy of the document that is being rewritten.</summary>
    private sealed class Editing
    {
        private readonly MapNode _root;
        private readonly Dictionary<string, int[]> _same;
        private readonly Dictionary<int, (DocumentNode Node, DocumentNode? Parent)> _byNumber = [];

        public Editing(MapNode root, Dictionary<string, int[]> same)
        {
            _root = root;
            _same = same;
            Index(root, null);
        }

        public void Do(Rewriting rewriting)
        {
            if (!_byNumber.TryGetValue(rewriting.Node, out (DocumentNode Node, DocumentNode? Parent) found))
                return;
            (DocumentNode node, DocumentNode? parent) = found;
            switch (rewriting.Kind)
            {
                case RewritingKind.Order when node is MapNode map:
                    KeyValuePair<ScalarNode, DocumentNode>[] members = [.. map.Members];
                    new Random(rewriting.Seed).Shuffle(members);
                    map.Members.Clear();
                    map.Members.AddRange(members);
                    break;
                case RewritingKind.Style:
                    node.Style = rewriting.Seed;
                    break;
                case RewritingKind.Comment:
                    node.HasComment = true;
                    break;
                case RewritingKind.Alias when _same.TryGetValue(node.Content, out int[]? same):
                    foreach (int number in same)
                        _byNumber[number].Node.Anchor = same[0];
                    break;
                case RewritingKind.Reference when parent is not null:
                    Replace(rewriting.Node, ReferenceTo(node));
                    break;
                case RewritingKind.Inline when parent is not null && (node as MapNode)?.Find("$ref") is ScalarNode reference:
                    if (Find(reference.Text) is { } target)
                        Replace(rewriting.Node, target.Clone());
                    break;
                case RewritingKind.AllOf when node is MapNode schema && parent is not null:
                    Replace(rewriting.Node, AllOf(schema, new Random(rewriting.Seed)));
                    break;
            }
        }

        private MapNode ReferenceTo(DocumentNode node)
        {
            string section = node.Part switch
            {
                DocumentPart.Schema => "schemas",
                DocumentPart.Parameter => "parameters",
                DocumentPart.Body => "x-bodies",
                _ => "x-paths",
            };
            MapNode components = Map(_root, "components"), parts = Map(components, section);
            string name = $"rewritten{parts.Members.Count}";
            parts.Add(name, node);
            MapNode reference = new([]);
            reference.Add("$ref", new ScalarNode($"#/components/{section}/{name}", isText: true));
            return reference;
        }

        // Beside it may stand whatever is in the schema as well, but for a reference, which stands alone.
        private static MapNode AllOf(MapNode schema, Random random)
        {
            MapNode outer = new([]), inner = new([]);
            foreach (KeyValuePair<ScalarNode, DocumentNode> member in schema.Members)
                (random.Next(4) == 0 && schema.Find("$ref") is null && schema.Find("allOf") is null ? outer : inner).Members.Add(member);
            outer.Add("allOf", new ListNode([inner]));
            return outer;
        }

        private DocumentNode? Find(string pointer)
        {
            DocumentNode? node = _root;
            foreach (string part in pointer.Split('/').Skip(1))
            {
                node = (node as MapNode)?.Find(
                    part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            }

            return node;
        }

        private static MapNode Map(MapNode owner, string key)
        {
            if (owner.Find(key) is not MapNode map)
                owner.Add(key, map = new([]));
            return map;
        }

        // The number now stands for what is there instead, so that rewritings of one node add up.
        private void Replace(int number, DocumentNode other)
        {
            (DocumentNode node, DocumentNode? parent) = _byNumber[number];
            if (parent is MapNode map && map.Members.FindIndex(member => member.Value == node) is >= 0 and int index)
                map.Members[index] = new(map.Members[index].Key, other);
            else if (parent is ListNode list && list.Items.IndexOf(node) is >= 0 and int item)
                list.Items[item] = other;
            else
                return;
            _byNumber[number] = (other, parent);
        }

        private void Index(DocumentNode node, DocumentNode? parent)
        {
            _byNumber[node.Number] = (node, parent);
            if (node is MapNode map)
            {
                foreach ((ScalarNode key, DocumentNode value) in map.Members)
                {
                    Index(key, map);
                    Index(value, map);
                }
            }

            foreach (DocumentNode item in (node as ListNode)?.Items ?? [])
                Index(item, node);
        }
    }
}
