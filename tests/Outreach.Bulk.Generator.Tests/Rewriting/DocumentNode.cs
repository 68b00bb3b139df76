using System.Globalization;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A node of a document that is to be written otherwise: what it says, and in which style it is written.</summary>
internal abstract class DocumentNode
{
    /// <summary>Its number in the document as it was; those that a rewriting makes have none.</summary>
    public int Number { get; init; } = -1;

    /// <summary>What OpenAPI has here, for rewritings that need to know.</summary>
    public DocumentPart Part { get; init; }

    /// <summary>The random numbers its style is made of; null for the plainest.</summary>
    public int? Style { get; set; }

    /// <summary>A line of comment before it.</summary>
    public bool HasComment { get; set; }

    /// <summary>The anchor it shares with nodes that say the same.</summary>
    public int? Anchor { get; set; }

    /// <summary>What it says, in one form whatever its style.</summary>
    public abstract string Content { get; }

    public abstract DocumentNode Clone();

    public static DocumentNode Of(SpecNode root)
    {
        int count = 0;
        return Convert(root, DocumentPart.Document);

        DocumentNode Convert(SpecNode node, DocumentPart part)
        {
            int number = count++;
            return node switch
            {
                SpecMapping map => new MapNode(map.Members.Select(member =>
                    KeyValuePair.Create(
                        (ScalarNode)Convert(member.Key, DocumentPart.Other), Convert(member.Value, part.Of(member.Key.Text)))))
                {
                    Number = number,
                    Part = part,
                },
                SpecSequence list => new ListNode(list.Items.Select(item => Convert(item, part.Of("")))) { Number = number, Part = part },
                _ => new ScalarNode(((SpecScalar)node).Text, ((SpecScalar)node).IsText) { Number = number, Part = part },
            };
        }
    }

    /// <summary>The node and all that is in it, keys among them.</summary>
    public IEnumerable<DocumentNode> All()
    {
        yield return this;
        IEnumerable<DocumentNode> children = this switch
        {
            MapNode map => map.Members.SelectMany(member => new[] { member.Key, member.Value }),
            ListNode list => list.Items,
            _ => [],
        };
        foreach (DocumentNode child in children.SelectMany(child => child.All()))
            yield return child;
    }

    protected T Styled<T>(T copy)
        where T : DocumentNode
    {
        copy.Style = Style;
        copy.HasComment = HasComment;
        copy.Anchor = Anchor;
        return copy;
    }
}

internal sealed class MapNode(IEnumerable<KeyValuePair<ScalarNode, DocumentNode>> members) : DocumentNode
{
    public List<KeyValuePair<ScalarNode, DocumentNode>> Members { get; } = [.. members];

    public override string Content => "{" + string.Join(
        ",",
        Members
            .OrderBy(member => member.Key.Text, StringComparer.Ordinal)
            .Select(member => member.Key.Content + ":" + member.Value.Content))
        + "}";

    public DocumentNode? Find(string key) => Members.FirstOrDefault(member => member.Key.Text == key).Value;

    public void Add(string key, DocumentNode value) => Members.Add(new(new ScalarNode(key, isText: true), value));

    public override DocumentNode Clone() => Styled(new MapNode(
        Members.Select(member => KeyValuePair.Create((ScalarNode)member.Key.Clone(), member.Value.Clone())))
    {
        Number = Number,
        Part = Part,
    });
}

internal sealed class ListNode(IEnumerable<DocumentNode> items) : DocumentNode
{
    public List<DocumentNode> Items { get; } = [.. items];

    public override string Content => "[" + string.Join(",", Items.Select(item => item.Content)) + "]";

    public override DocumentNode Clone() => Styled(new ListNode(Items.Select(item => item.Clone())) { Number = Number, Part = Part });
}

/// <param name="text">The text.</param>
/// <param name="isText">Whether it is text whatever it looks like.</param>
internal sealed class ScalarNode(string text, bool isText) : DocumentNode
{
    public string Text { get; } = text;

    /// <summary>Whether it is text, so that quotes change nothing; otherwise it is a number, a boolean or null.</summary>
    public bool IsText { get; } = isText || !IsValue(text);

    /// <summary>Whether a reader of some YAML may take it for something else without quotes.</summary>
    public bool NeedsQuotes => IsText && LooksLikeValue(Text);

    public override string Content => (IsText ? "'" : "") + Text.Replace("'", "''", StringComparison.Ordinal) + (IsText ? "'" : "");

    public override DocumentNode Clone() => Styled(new ScalarNode(Text, IsText) { Number = Number, Part = Part });

    private static bool IsValue(string text) =>
        text is "" or "~" or "true" or "True" or "TRUE" or "false" or "False" or "FALSE" or "null" or "Null" or "NULL"
        || (text[0] is '.' or '-' or '+' or (>= '0' and <= '9')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static bool LooksLikeValue(string text) =>
        text.Length == 0
        || text[0] is '.' or '-' or '+' or '~' or '=' or '<' or (>= '0' and <= '9')
        || text.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N";
}

/// <summary>What parts of a document are to OpenAPI, as far as rewritings need to know.</summary>
internal enum DocumentPart
{
    Other,
    Document,
    Paths,
    Path,
    Operation,
    Parameters,
    Parameter,
    Bodies,
    Body,
    Contents,
    Content,
    Components,
    Schemas,
    Schema,
}

internal static class DocumentParts
{
    /// <summary>What stands below a part, under a key or in a list.</summary>
    public static DocumentPart Of(this DocumentPart part, string key) => (part, key) switch
    {
        (DocumentPart.Document, "paths") => DocumentPart.Paths,
        (DocumentPart.Document, "components") => DocumentPart.Components,
        (DocumentPart.Paths, _) => DocumentPart.Path,
        (DocumentPart.Path or DocumentPart.Operation, "parameters") => DocumentPart.Parameters,
        (DocumentPart.Path, "get" or "put" or "post" or "patch" or "delete") => DocumentPart.Operation,
        (DocumentPart.Operation, "requestBody") => DocumentPart.Body,
        (DocumentPart.Operation, "responses") => DocumentPart.Bodies,
        (DocumentPart.Parameters, _) => DocumentPart.Parameter,
        (DocumentPart.Bodies, _) => DocumentPart.Body,
        (DocumentPart.Body, "content") => DocumentPart.Contents,
        (DocumentPart.Contents, _) => DocumentPart.Content,
        (DocumentPart.Content or DocumentPart.Parameter, "schema") => DocumentPart.Schema,
        (DocumentPart.Components, "schemas") => DocumentPart.Schemas,
        (DocumentPart.Components, "parameters") => DocumentPart.Parameters,
        (DocumentPart.Components, "requestBodies" or "responses") => DocumentPart.Bodies,
        (DocumentPart.Schema, "properties" or "allOf") => DocumentPart.Schemas,
        (DocumentPart.Schema, "items") => DocumentPart.Schema,
        (DocumentPart.Schemas, _) => DocumentPart.Schema,
        _ => DocumentPart.Other,
    };
}
