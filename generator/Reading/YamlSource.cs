using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>
/// A YAML text, and the same as YamlDotNet can read it, letter for letter at the same place. It refuses tabs on lines that hold
/// nothing else or a remark, takes the line separators of Unicode for line ends, as YAML 1.1 did, and stops at a zero as if the text
/// ended there.
/// </summary>
internal sealed class YamlSource
{
    private static readonly char[] s_separators = ['\u0085', '\u2028', '\u2029'];
    private static readonly char[] s_lineEnds = ['\n', '\r'];

    private readonly int _start;
    private readonly char[] _substitutes;

    // Lines of blanks with tabs among them, and which of them, after a first reading, say something or end a block scalar.
    private readonly List<TextSpan> _tabs;
    private readonly HashSet<TextSpan> _contents = [];
    private readonly HashSet<TextSpan> _remarks = [];
    private int _nextTab;

    private YamlSource(string text)
    {
        Text = text;
        _start = text.StartsWith("\uFEFF", StringComparison.Ordinal) ? 1 : 0;
        int zero = text.IndexOf('\0');
        if (zero >= 0)
            throw SpecReadException.Unreadable(new(zero, 1), "a character U+0000 stands here, which YAML does not allow");
        _tabs = text.IndexOf('\t') < 0 ? [] : [.. BlankTabs(text)];
        _substitutes = text.IndexOfAny(s_separators) < 0 ? [] : Unused(text);
        Readable = Replace();
    }

    public string Text { get; }

    /// <summary>What the parser is given.</summary>
    public string Readable { get; private set; }

    public static YamlSource Of(string text) => new(text);

    public int Offset(long index) => (int)Math.Min(index + _start, Text.Length);

    /// <summary>The text of a scalar as it was before its separators were replaced.</summary>
    public string Original(string value)
    {
        for (int i = 0; i < _substitutes.Length; i++)
            value = value.Replace(_substitutes[i], s_separators[i]);
        return value;
    }

    /// <summary>
    /// Notes that a block scalar was read. To it spaces are no tabs: behind its indentation a tab is part of what it says, before it
    /// it ends the scalar, whatever follows.
    /// </summary>
    public void NoteBlock(TextSpan span)
    {
        if (_nextTab == _tabs.Count)
            return;
        int end = SkipBlankLines(span.End);
        (int body, int? indent) = Body(span.Start, end);
        for (; _nextTab < _tabs.Count && _tabs[_nextTab].Start < end; _nextTab++)
        {
            TextSpan tab = _tabs[_nextTab];
            int column = tab.Start - LineStart(tab.Start);
            if (tab.Start >= body)
                (column > 0 && column >= (indent ?? 0) ? _contents : _remarks).Add(tab);
        }
    }

    /// <summary>Makes good for what was replaced in block scalars.</summary>
    /// <returns>Whether there was any, so that the text must be read again.</returns>
    public bool TryRestore()
    {
        if (_contents.Count + _remarks.Count == 0)
            return false;
        Readable = Replace();
        _contents.Clear();
        _remarks.Clear();
        _nextTab = _tabs.Count;
        return true;
    }

    /// <summary>Restores all tabs.</summary>
    /// <returns>Whether there was any that is not restored.</returns>
    public bool TryRestoreAll()
    {
        if (_tabs.Count == 0)
            return false;
        _tabs.Clear();
        _nextTab = 0;
        Readable = Replace();
        return true;
    }

    private string Replace()
    {
        bool isLastLineOpen = Text.Length > 0 && Text[Text.Length - 1] is not ('\n' or '\r');
        if (_start == 0 && !isLastLineOpen && _tabs.Count == 0 && _substitutes.Length == 0)
            return Text;
        char[] letters = Text.ToCharArray();
        foreach (TextSpan tab in _tabs.Where(tab => !_contents.Contains(tab)))
            letters.AsSpan(tab.Start, tab.Length).Fill(_remarks.Contains(tab) ? '#' : ' ');
        for (int i = 0; i < _substitutes.Length; i++)
        {
            for (int at = Text.IndexOf(s_separators[i]); at >= 0; at = Text.IndexOf(s_separators[i], at + 1))
                letters[at] = _substitutes[i];
        }

        return new string(letters, _start, letters.Length - _start) + (isLastLineOpen ? "\n" : "");
    }

    // Where the lines of a block scalar begin, and its indentation; null for one that its header states.
    private (int Start, int? Indent) Body(int start, int end)
    {
        // Anchor and tag may stand before the header, also on a line of their own.
        int at = start;
        while (at < end && Text[at] is not ('|' or '>'))
        {
            while (at < end && !char.IsWhiteSpace(Text[at]))
                at++;
            while (at < end && char.IsWhiteSpace(Text[at]))
                at++;
            if (at < end && Text[at] == '#')
                at = LineEnd(at);
        }

        int body = LineEnd(at);
        bool isStated = false;
        for (; at < body && Text[at] is not (' ' or '\t'); at++)
            isStated |= char.IsDigit(Text[at]);
        if (isStated)
            return (body, null);
        int indent = 0;
        for (at = body; at < end && Text[at] is ' ' or '\n' or '\r'; at++)
            indent = Text[at] == ' ' ? indent + 1 : 0;
        return (body, indent);
    }

    private int SkipBlankLines(int end)
    {
        for (int at = end; at < Text.Length && char.IsWhiteSpace(Text[at]); at++)
            end = at + 1;
        return end;
    }

    private int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOfAny(s_lineEnds, at - 1) + 1;

    private int LineEnd(int at) => Text.IndexOfAny(s_lineEnds, at) is >= 0 and int end ? end : Text.Length;

    // The space at the beginning of lines that begin with spaces and a tab and hold nothing else or a remark, from the tab on.
    private static IEnumerable<TextSpan> BlankTabs(string text)
    {
        for (int line = 0; line < text.Length;)
        {
            int tab = line;
            while (tab < text.Length && text[tab] == ' ')
                tab++;
            int end = tab;
            while (end < text.Length && text[end] is ' ' or '\t')
                end++;
            if (end > tab && (end == text.Length || text[end] is '\n' or '\r' or '#'))
                yield return TextSpan.FromBounds(tab, end);
            int next = text.IndexOfAny(s_lineEnds, end);
            line = next < 0 ? text.Length : next + 1;
        }
    }

    // Letters for private use, of which a text uses few.
    private static char[] Unused(string text)
    {
        HashSet<char> used = [.. text.Where(letter => letter is >= '\uE000' and <= '\uF8FF')];
        char[] unused = [.. Enumerable.Range('\uE000', 0xF8FF - 0xE000).Select(letter => (char)letter)
            .Where(letter => !used.Contains(letter)).Take(s_separators.Length)];
        return unused.Length == s_separators.Length
            ? unused
            : throw SpecReadException.Unreadable(default, "it has line separators (U+2028) and uses all letters for private use");
    }
}
