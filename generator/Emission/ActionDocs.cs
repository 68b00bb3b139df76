using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Says in words what an action does, where it goes and what it takes.</summary>
internal static class ActionDocs
{
    private static readonly char[] s_lineEnds = ['\n'];

    public static void Document(SourceWriter writer, ActionModel action)
    {
        writer.Summary(Summary(action.Description.Summary, action.Description.Details, action.Description.Name))
            .Remarks([.. Remarks(action)]);
        writer.Param("actionParams", $"Which {action.Group.Records} to act on, and how the call is confirmed.");
        if (action.Attributes is not null)
            writer.Param("attributes", Attributes(action.Attributes));
        writer
            .Param(
                "cancellationToken",
                "Gives up. Once the request is on its way the outcome is unknown; the batch, if there is one, goes on.")
            .Returns("The batch that was started, or that waits for its confirmation.")
            .Example(ActionExample.Of(action))
            .Exceptions(DocumentedExceptions.OfAction);
    }

    /// <summary>The summary of an action, or the first paragraph of its details, or its name.</summary>
    public static string Summary(string summary, string details, string name) =>
        Sentence(Escape.ForXml(summary))
        ?? Sentence(Paragraphs(details).FirstOrDefault() ?? "")
        ?? $"The bulk action <c>{Escape.ForXml(name)}</c>.";

    public static IEnumerable<string> Rest(string summary, string details) => Paragraphs(details).Skip(summary.Length == 0 ? 1 : 0);

    public static IEnumerable<string> Endpoint(string path, EquatableArray<string> scopes)
    {
        yield return $"<c>POST /{Escape.ForXml(path)}</c>";
        if (scopes.Count > 0)
            yield return $"Scopes: {string.Join(", ", scopes.Select(scope => $"<c>{Escape.ForXml(scope)}</c>"))}.";
    }

    private static IEnumerable<string> Remarks(ActionModel action) =>
    [
        string.Join(
            " ",
            Rest(action.Description.Summary, action.Description.Details)
                .Take(1)
                .Prepend($"Acts on the {action.Group.Records} that <c>Filter</c> selects.")),
        .. Rest(action.Description.Summary, action.Description.Details).Skip(1),
        .. Endpoint(action.Description.Path, action.Description.Scopes),
        Effect(action),
    ];

    private static string Effect(ActionModel action) => action.Effect switch
    {
        ActionEffect.Destroy =>
            $"Destroys data. The call takes a <see cref=\"{CSharpType.Runtime}Consent\"/> made from the expected count.",
        ActionEffect.Outbound => "Changes what is sent to people; what was sent cannot be called back.",
        _ => "Changes data that a later action can change back.",
    };

    private static string Attributes(AttributesModel attributes) => attributes.Kind switch
    {
        AttributesKind.Declared =>
            "What the action takes: "
                + $"{string.Join(", ", attributes.Properties.Select(property => $"<c>{Escape.ForXml(property.Attribute.Name)}</c>"))}.",
        _ => "The fields to set or clear. Those that are not assigned stay as they are.",
    };

    private static string? Sentence(string text) =>
        text.Length == 0 ? null : text[text.Length - 1] is '.' or '!' or '?' ? text : text + ".";

    // Blank lines part paragraphs, as in Markdown.
    private static IEnumerable<string> Paragraphs(string text)
    {
        List<string> lines = [];
        foreach (string line in text.Replace("\r\n", "\n").Replace('\r', '\n').Split(s_lineEnds).Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
                continue;
            }

            string paragraph = Escape.ForXml(string.Join(" ", lines));
            lines.Clear();
            if (paragraph.Length > 0)
                yield return paragraph;
        }
    }
}
