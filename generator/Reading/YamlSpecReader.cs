using Microsoft.CodeAnalysis.Text;
using SharpYaml;
using SharpYaml.Events;

namespace Outreach.Bulk.Generator;

/// <summary>Reads YAML from the events of SharpYaml, which say where each node stands.</summary>
internal static class YamlSpecReader
{
    public static SpecNode Read(string text, CancellationToken cancellationToken)
    {
        SpecTreeBuilder builder = new(cancellationToken);
        Anchors anchors = new();
        try
        {
            // The parser's own limit, one beyond ours, so that ours speaks.
            IParser events = Parser.CreateParser(new StringReader(text), ReadingLimits.Depth + 1);
            while (builder.Root is null && events.MoveNext())
                Take(events.Current!, builder, anchors);
            if (builder.Root is null)
                throw SpecReadException.Unreadable(default, "it holds nothing");

            // The rest is read too: what follows a document can still make the text no YAML.
            while (events.MoveNext())
            {
                if (events.Current is DocumentStart second)
                    throw SpecReadException.Unreadable(Span(second), "it holds more than one document");
            }
        }
        catch (YamlException exception)
        {
            throw SpecReadException.Unreadable(Span(exception.Start, exception.End, text.Length), Reason(exception));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException)
        {
            // What the parser lets slip on text that is none.
            throw SpecReadException.Unreadable(default, $"it is no YAML ({exception.Message})");
        }

        return builder.Root;
    }

    private static void Take(ParsingEvent current, SpecTreeBuilder builder, Anchors anchors)
    {
        switch (current)
        {
            case Scalar scalar:
                SpecScalar node = new(Span(scalar), scalar.Value, scalar.Style != ScalarStyle.Plain);
                builder.Add(node);
                anchors.Define(scalar.Anchor, node);
                break;
            case MappingStart or SequenceStart:
                builder.Open(current.Start.Index, isMapping: current is MappingStart);
                anchors.Open(((NodeEvent)current).Anchor);
                break;
            case MappingEnd or SequenceEnd:
                anchors.Close(builder.Close(current.End.Index));
                break;
            case AnchorAlias alias:
                builder.Add(anchors.Find(alias.Value, Span(alias)));
                break;
        }
    }

    // SharpYaml begins its messages with the place, which we say better.
    private static string Reason(YamlException exception)
    {
        string reason = (exception.InnerException ?? exception).Message;
        int end = reason.IndexOf("): ", StringComparison.Ordinal);
        return reason.StartsWith("(", StringComparison.Ordinal) && end > 0 ? reason[(end + 3)..] : reason;
    }

    private static TextSpan Span(ParsingEvent current) => TextSpan.FromBounds(current.Start.Index, Math.Max(current.Start.Index, current.End.Index));

    private static TextSpan Span(Mark start, Mark end, int length)
    {
        int from = Math.Min(start.Index, length);
        return TextSpan.FromBounds(from, Math.Min(Math.Max(from, end.Index), length));
    }

    /// <summary>The nodes that have a name. Aliases share the node; whoever writes them out counts again.</summary>
    private sealed class Anchors
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

        public SpecNode Find(string alias, TextSpan place) =>
            !_nodes.TryGetValue(alias, out SpecNode? node)
                ? throw SpecReadException.Unreadable(place, $"the alias '*{alias}' has no anchor before it")
                : node ?? throw SpecReadException.Unreadable(place, $"the alias '*{alias}' stands inside the node it names");
    }
}
