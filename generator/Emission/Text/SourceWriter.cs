using System.Text;

namespace Outreach.Bulk.Generator.Emission.Text;

/// <summary>Writes indented lines, each ended by a line feed whatever the system.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new(4096);
    private int _depth;

    /// <summary>The columns left of the text that is written next.</summary>
    public int Indent => _depth * IndentSize;

    public SourceWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    public SourceWriter Line(string line)
    {
        _text.Append(' ', Indent).Append(line).Append('\n');
        return this;
    }

    public SourceWriter Open(string header) => Line(header).Open();

    public SourceWriter Open()
    {
        Line("{");
        _depth++;
        return this;
    }

    public SourceWriter Close(string end = "}")
    {
        _depth--;
        return Line(end);
    }

    public override string ToString() => _text.ToString();
}
