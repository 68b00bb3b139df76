using Microsoft.CodeAnalysis.Text;
using SharpYaml;
using SharpYaml.Events;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>Reads YAML from the events of SharpYaml, which say where each node stands.</summary>
internal sealed class YamlSpecReader
{
    private readonly string _text;
    private readonly YamlExcerpt? _excerpt;
    private readonly SpecTreeBuilder _builder;
    private readonly YamlAnchors _anchors = new();
    private int _keyLine = -1;

    private YamlSpecReader(string text, YamlExcerpt? excerpt, CancellationToken cancellationToken)
    {
        _text = text;
        _excerpt = excerpt;
        _builder = new(cancellationToken);
    }

    public static SpecNode Read(string text, CancellationToken cancellationToken) =>
        new YamlSpecReader(text, null, cancellationToken).Read();

    /// <summary>Reads an excerpt; spans are those of the whole text.</summary>
    public static SpecNode Read(YamlExcerpt excerpt, CancellationToken cancellationToken) =>
        new YamlSpecReader(excerpt.Text, excerpt, cancellationToken).Read();

    private SpecNode Read()
    {
        try
        {
            // The parser's own limit, one beyond ours, so that ours speaks.
            IParser events = Parser.CreateParser(new StringReader(_text), ReadingLimits.Depth + 1);
            while (_builder.Root is null && events.MoveNext())
                Take(events.Current!);
            if (_builder.Root is null)
                throw SpecReadException.Unreadable(default, "it holds nothing");

            // The rest is read too: what follows a document can still make the text no YAML.
            while (events.MoveNext())
            {
                if (events.Current is DocumentStart second)
                    throw SpecReadException.Unreadable(Span(second.Start, second.End), "it holds more than one document");
            }
        }
        catch (YamlException exception)
        {
            throw SpecReadException.Unreadable(Span(exception.Start, exception.End), Reason(exception));
        }
        catch (Exception exception) when (
            exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException
                or NullReferenceException)
        {
            // What the parser lets slip on text that is none.
            throw SpecReadException.Unreadable(default, $"it is no YAML ({exception.Message})");
        }

        return _builder.Root;
    }

    private void Take(ParsingEvent current)
    {
        switch (current)
        {
            case Scalar scalar:
                bool isKey = _builder.ExpectsKey;
                SpecNode node = !isKey && _excerpt?.IsOmitted(_keyLine) == true && scalar is { Value.Length: 0, Style: ScalarStyle.Plain }
                    ? new SpecOmitted(Span(scalar.Start, scalar.End))
                    : new SpecScalar(Span(scalar.Start, scalar.End), scalar.Value, scalar.Style != ScalarStyle.Plain);
                _builder.Add(node);
                _anchors.Define(scalar.Anchor, node);
                _keyLine = isKey ? scalar.Start.Line : -1;
                break;
            case MappingStart or SequenceStart:
                _builder.Open(Offset(current.Start), isMapping: current is MappingStart);
                _anchors.Open(((NodeEvent)current).Anchor);
                _keyLine = -1;
                break;
            case MappingEnd or SequenceEnd:
                _anchors.Close(_builder.Close(Offset(current.End) + (IsBracket(current.End.Index) ? 1 : 0)));
                break;
            case AnchorAlias alias:
                _builder.Add(_anchors.Resolve(alias.Value, Span(alias.Start, alias.End)));
                break;
        }
    }

    // A list or map in brackets ends, to SharpYaml, before the closing one.
    private bool IsBracket(int index) => index < _text.Length && _text[index] is ']' or '}';

    // SharpYaml begins its messages with the place, which we say better.
    private static string Reason(YamlException exception)
    {
        string reason = (exception.InnerException ?? exception).Message;
        int end = reason.IndexOf("): ", StringComparison.Ordinal);
        return reason.StartsWith("(", StringComparison.Ordinal) && end > 0 ? reason[(end + 3)..] : reason;
    }

    private TextSpan Span(Mark start, Mark end)
    {
        int from = Offset(start);
        return TextSpan.FromBounds(from, Math.Max(from, Offset(end)));
    }

    private int Offset(Mark mark) => _excerpt?.Offset(mark.Line, mark.Column) ?? Math.Min(mark.Index, _text.Length);
}
