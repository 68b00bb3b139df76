using System.Text;

namespace Outreach.Bulk.Generator.Emission.Text;

/// <summary>
/// Writes XML doc comments, wrapped. What it takes is XML already: text of the description has passed
/// <see cref="Escape.ForXml"/>.
/// </summary>
internal static class XmlDocs
{
    /// <summary>The columns that wrapped lines have at most.</summary>
    public const int Width = 120;

    public static SourceWriter Summary(this SourceWriter writer, string xml) => writer.Element("summary", "summary", [xml]);

    public static SourceWriter Remarks(this SourceWriter writer, params IReadOnlyCollection<string> paragraphs) =>
        paragraphs.Count == 0 ? writer : writer.Element("remarks", "remarks", paragraphs);

    public static SourceWriter Param(this SourceWriter writer, string name, string xml) =>
        writer.Element($"param name=\"{name}\"", "param", [xml]);

    public static SourceWriter TypeParam(this SourceWriter writer, string name, string xml) =>
        writer.Element($"typeparam name=\"{name}\"", "typeparam", [xml]);

    public static SourceWriter Returns(this SourceWriter writer, string xml) => writer.Element("returns", "returns", [xml]);

    public static SourceWriter Exception(this SourceWriter writer, string type, string xml) =>
        writer.Element($"exception cref=\"{type}\"", "exception", [xml]);

    /// <summary>Writes code as an example: lines of C# that need no wrapping.</summary>
    public static SourceWriter Example(this SourceWriter writer, IEnumerable<string> code)
    {
        writer.Line("/// <example>").Line("/// <code>");
        foreach (string line in code)
            writer.Line($"/// {new string(' ', line.Length - line.TrimStart().Length)}{Escape.ForXml(line)}");
        return writer.Line("/// </code>").Line("/// </example>");
    }

    private static SourceWriter Element(this SourceWriter writer, string start, string end, IReadOnlyCollection<string> paragraphs)
    {
        if (paragraphs.Count == 1)
        {
            string only = paragraphs.First();
            string line = $"/// <{start}>{only}</{end}>";
            if (writer.Indent + line.Length <= Width)
                return writer.Line(line);
        }

        writer.Line($"/// <{start}>");
        foreach (string paragraph in paragraphs)
            writer.Wrapped(paragraphs.Count == 1 ? paragraph : $"<para>{paragraph}</para>");
        return writer.Line($"/// </{end}>");
    }

    private static void Wrapped(this SourceWriter writer, string xml)
    {
        StringBuilder line = new("///");
        foreach (string word in Words(xml))
        {
            if (line.Length > 3 && writer.Indent + line.Length + 1 + word.Length > Width)
            {
                writer.Line(line.ToString());
                line.Length = 3;
            }

            line.Append(' ').Append(word);
        }

        writer.Line(line.ToString());
    }

    // A tag with an attribute holds a space and stays on its line.
    private static IEnumerable<string> Words(string xml)
    {
        int start = 0;
        bool isInTag = false;
        for (int i = 0; i < xml.Length; i++)
        {
            isInTag = xml[i] == '<' || (isInTag && xml[i] != '>');
            if (xml[i] != ' ' || isInTag)
                continue;
            if (i > start)
                yield return xml[start..i];
            start = i + 1;
        }

        if (start < xml.Length)
            yield return xml[start..];
    }
}
