using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>Reads YAML from the events of YamlDotNet, which say where each node stands.</summary>
internal sealed class YamlSpecReader
{
    private const string TextTag = "tag:yaml.org,2002:str";

    private readonly YamlSource _source;
    private readonly Scanner _scanner;
    private readonly SpecTreeBuilder _builder;
    private readonly Dictionary<string, int> _anchors = new(StringComparer.Ordinal);
    private int _end;

    private YamlSpecReader(YamlSource source, CancellationToken cancellationToken)
    {
        _source = source;
        _scanner = new(new StringReader(source.Readable));
        _builder = new(source.Text, cancellationToken);
    }

    public static SpecNode Read(string text, CancellationToken cancellationToken)
    {
        YamlSource source = YamlSource.Of(text);
        try
        {
            SpecNode root = new YamlSpecReader(source, cancellationToken).Read();
            return source.TryRestore() ? new YamlSpecReader(source, cancellationToken).Read() : root;
        }
        catch (SpecReadException problem) when (problem.Rule == DescriptionRules.Unreadable && source.TryRestoreAll())
        {
            // In a block scalar a tab may be what makes it one. The problem that counts is that of the text as it should be.
            try
            {
                return new YamlSpecReader(source, cancellationToken).Read();
            }
            catch (SpecReadException)
            {
                throw problem;
            }
        }
    }

    private SpecNode Read()
    {
        try
        {
            Parser events = new(_scanner);
            while (events.MoveNext())
            {
                // The rest is read too: what follows a document can still make the text no YAML.
                if (_builder.IsComplete && events.Current is DocumentStart second)
                    throw SpecReadException.Unreadable(Span(second.Start, second.End), "it holds more than one document");
                Take(events.Current!);
                _end = Offset(events.Current!.End);
            }
        }
        catch (YamlException exception)
        {
            // Where it names what was read long before, as it does for a tab, it went wrong where it stands.
            TextSpan place = Span(exception.Start, exception.End);
            throw SpecReadException.Unreadable(
                place.Start < _end ? Here : place, Sentence((exception.InnerException ?? exception).Message));
        }
        catch (Exception exception) when (
            exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException
                or NullReferenceException)
        {
            // What the parser lets slip on text that is not YAML: most often a bracket that is not closed.
            throw SpecReadException.Unreadable(Here, "up to here it is no YAML; look for a list, map or text that is not closed");
        }

        return _builder.Root ?? throw SpecReadException.Unreadable(default, "it holds nothing");
    }

    private void Take(ParsingEvent current)
    {
        switch (current)
        {
            case Scalar scalar:
                Take(scalar);
                break;
            case MappingStart or SequenceStart:
                Name(((NodeEvent)current).Anchor, _builder.Open(Offset(current.Start), isMapping: current is MappingStart));
                break;
            case MappingEnd or SequenceEnd:
                int end = Offset(current.End);
                _builder.Close(end + (IsBracket(end) ? 1 : 0));
                break;
            case AnchorAlias alias:
                TextSpan place = Span(alias.Start, alias.End);
                if (!_anchors.TryGetValue(alias.Value.Value, out int target))
                    throw SpecReadException.Unreadable(place, $"the alias '*{alias.Value.Value}' has no anchor before it");
                _builder.AddAlias(target, alias.Value.Value, place.Start, place.Length);
                break;
        }
    }

    private void Take(Scalar scalar)
    {
        TextSpan span = Span(scalar.Start, scalar.End);
        bool isText = scalar.Style != ScalarStyle.Plain
            || (!scalar.Tag.IsEmpty && (scalar.Tag.IsNonSpecific || scalar.Tag.Value == TextTag));
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            _source.NoteBlock(span);
        if (scalar.Style == ScalarStyle.Plain && IsMissedKey(scalar.Value))
            throw SpecReadException.Unreadable(span, "a name in which a space stands before '*' is not read without quotes");
        SpecTapeKind kind = isText ? SpecTapeKind.Text : SpecTapeKind.Word;
        Name(scalar.Anchor, _builder.Add(kind, span.Start, span.Length, _source.Original(scalar.Value)));
    }

    // Behind such an asterisk YamlDotNet looks for no colon.
    private static bool IsMissedKey(string plain) =>
        plain.IndexOf('*') >= 0 && (plain.IndexOf(": ", StringComparison.Ordinal) >= 0 || plain.EndsWith(":", StringComparison.Ordinal));

    // A list or map in brackets ends, to YamlDotNet, before the closing one.
    private bool IsBracket(int at) => at < _source.Text.Length && _source.Text[at] is ']' or '}';

    private void Name(AnchorName anchor, int entry)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = entry;
    }

    private TextSpan Here => new(Offset(_scanner.CurrentPosition), 0);

    private static string Sentence(string message) => char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');

    private TextSpan Span(Mark start, Mark end)
    {
        int from = Offset(start);
        return TextSpan.FromBounds(from, Math.Max(from, Offset(end)));
    }

    private int Offset(Mark mark) => _source.Offset(mark.Index);
}
