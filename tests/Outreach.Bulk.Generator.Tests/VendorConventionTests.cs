using System.Text.RegularExpressions;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// The manner of the vendor's own document: flags as badges in the text, placeholders for fields, nothing required, type
/// beside data, prose for what filters take. The description here is ours; only its manner is the vendor's.
/// </summary>
public partial class VendorConventionTests
{
    private const string Badges = "https://developers.outreach.io/badges";

    [Fact]
    public Task A_description_in_the_vendor_s_manner() => Snapshot.Of(s_vendors);

    [Fact]
    public void Code_is_that_of_the_same_description_in_our_manner()
    {
        Dictionary<string, string> ours = CodeOf(s_ours);
        Dictionary<string, string> vendors = CodeOf(s_vendors);

        Assert.Equal(ours.Keys.Order(StringComparer.Ordinal), vendors.Keys.Order(StringComparer.Ordinal));
        Assert.All(ours, file => Assert.Equal(file.Value, vendors[file.Key]));
    }

    [Fact]
    public void No_badge_or_tag_reaches_the_documentation() =>
        Assert.All(GeneratorRun.Of(s_vendors).Files.Values, text => Assert.DoesNotMatch("badges|&lt;img|&lt;a |SchemaDefinition", text));

    [Theory]
    [InlineData(
        "[tags]", "{ items: { type: string }, type: array }", "required global::System.Collections.Generic.IReadOnlyList<string> Tags")]
    [InlineData(
        "[]",
        "{ items: { type: object }, type: array }",
        "global::System.Collections.Generic.IReadOnlyList<global::System.Text.Json.Nodes.JsonObject>? Tags")]
    public void What_an_action_needs_is_required_and_lists_of_objects_are_not(string inOurs, string schema, string property)
    {
        Assert.NotEmpty(inOurs);
        string action = GeneratorRun.Of(Document(Action(
            "accountAddTags", $"tags: {schema}", type: true))).Files["Acme.Sales/Accounts.Actions.Edit.g.cs"];

        Assert.Matches($@"public {Regex.Escape(property)}\s", action);
    }

    [Fact]
    public void Nothing_is_taken_to_be_required_in_another_manner() => Assert.Contains(
        "IReadOnlyList<string>? Tags",
        GeneratorRun.Of(Document(Action(
            "accountAddTags",
            "tags: { items: { type: string }, type: array }",
            type: false))).Files["Acme.Sales/Accounts.Actions.Edit.g.cs"],
        StringComparison.Ordinal);

    [Theory]
    [InlineData("attribute1: { type: string }", false)]
    [InlineData("attribute1: { type: string }, attribute2: { type: boolean }, attributeN: { type: integer }", true)]
    [InlineData("attribute1: { type: string }, attributeN: { type: integer }, ids: { type: array }", true)]
    [InlineData("attribute1: { type: string }, attributeName: { type: string }", false)]
    [InlineData("attribute: { type: string }, attributeN: { type: string }", false)]
    public void Placeholders_stand_for_the_fields_of_the_model(string attributes, bool isPlaceholder) => Assert.Equal(
        isPlaceholder,
        GeneratorRun.Of(Document(Action("accountsBulkModify", attributes, type: true))).Files[isPlaceholder ? "Acme.Sales/Accounts.BulkModify.g.cs" : "Acme.Sales/Accounts.Actions.Edit.g.cs"]
            .Contains(": global::Outreach.Bulk.ModifyAttributes", StringComparison.Ordinal));

    [Theory]
    [InlineData("The owner. You can use only the attribute id to filter accounts by owner (e.g. filter[owner][id]=X).", "id")]
    [InlineData("You can use attributes id and name to filter prospects by stage.", "id,name")]
    [InlineData(
        "You can use attributes id, customId, name, named and updatedAt to filter prospects by account.",
        "id,customId,name,named,updatedAt")]
    [InlineData("Relationship creator cannot be used as a filter.", "")]
    [InlineData("You can use attributes id", "")]
    [InlineData("", "")]
    public void Sentence_tells_what_a_relationship_can_be_filtered_by(string sentence, string names) =>
        Assert.Equal(names, string.Join(',', RelationshipProse.FilterableBy(sentence)));

    [Theory]
    [InlineData("plain", "plain", "")]
    [InlineData("a < b & c > d", "a < b & c > d", "")]
    [InlineData("write to <someone@example.com> or <a_name>", "write to <someone@example.com> or <a_name>", "")]
    [InlineData($"<img src={Badges}/readonly.svg> <img src={Badges}/filterable.svg>\n\nWhen it was made.", "When it was made.", "RF")]
    [InlineData($"<img src=\"{Badges}/sortable.svg\" alt='x'/>Size", "Size", "")]
    [InlineData($"<img src={Badges}/writeonly.svg>Secret", "Secret", "")]
    [InlineData($"text of {Badges}/readonly.svg", $"text of {Badges}/readonly.svg", "")]
    [InlineData($"&lt;img src={Badges}/readonly.svg&gt; &lt;img src=&quot;{Badges}/filterable.svg&quot; /&gt;\n\nWhen.", "When.", "RF")]
    [InlineData($"&amp;lt;img src={Badges}/readonly.svg&amp;gt;When.", "When.", "R")]
    [InlineData($"&#60;IMG SRC={Badges}/readonly.svg&#x3E;When.", "When.", "R")]
    [InlineData($"![]({Badges}/filterable.svg)\n\nName.", "Name.", "F")]
    [InlineData($"![read-only]({Badges}/Read-Only.svg \"badge\") Name.", "Name.", "R")]
    [InlineData("![a picture](https://example.com/x.png) Name.", "![a picture](https://example.com/x.png) Name.", "")]
    [InlineData($"&lt;img src={Badges}/readonly.svg without end", $"<img src={Badges}/readonly.svg without end", "")]
    [InlineData("see <a href=\"x\">the guide</a>.<br/>Then go.", "see the guide.\n\nThen go.", "")]
    [InlineData("<SchemaDefinition schemaRef=\"#/x\" />Words", "Words", "")]
    [InlineData("&lt;b&gt; &amp; &#233;", "<b> & é", "")]
    [InlineData("### Bulk Action \n\nAdds tags", "Adds tags", "")]
    [InlineData("number #1", "number #1", "")]
    [InlineData("#hashtag", "#hashtag", "")]
    [InlineData("<!-- hidden -->shown", "shown", "")]
    [InlineData("<unclosed tag", "<unclosed tag", "")]
    public void Text_becomes_words(string text, string words, string flags)
    {
        Prose prose = Prose.Read(text);

        Assert.Equal(words, prose.Text);
        Assert.Equal(flags, $"{(prose.IsReadOnly ? "R" : "")}{(prose.IsFilterable ? "F" : "")}");
    }

    [Theory]
    [InlineData("<img src=https://developers.outreach.io/badges/", ".svg>")]
    [InlineData("![](https://developers.outreach.io/badges/", ".svg)")]
    public void Document_whose_badges_were_taken_out_is_reported_once(string before, string after)
    {
        string stripped = Regex.Replace(s_vendors, "<img [^>]*>", "");
        Microsoft.CodeAnalysis.Diagnostic problem = Assert.Single(GeneratorRun.Of(stripped).Problems);

        Assert.Equal("OB126", problem.Id);
        Assert.Equal("account", stripped.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
        Assert.Empty(GeneratorRun.Of(stripped.Replace(
            "When it was made.", $"{before}sortable{after}When it was made.", StringComparison.Ordinal)).Problems);
        Assert.Empty(GeneratorRun.Of(stripped.Replace(
            "format: date-time", "format: date-time, readOnly: true", StringComparison.Ordinal)).Problems);
    }

    [Fact]
    public void Summary_that_only_repeats_the_name_gives_way_to_the_description() => Assert.Contains(
        "/// <summary>Puts tags on accounts.</summary>",
        GeneratorRun.Of(s_vendors).Files["Acme.Sales/Accounts.Actions.Edit.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void Packed_overlay_says_what_the_vendor_s_document_leaves_unsaid()
    {
        GeneratorRun run = GeneratorRun.Of([new("openapi.yml", s_vendors), MemoryFile.PackedOverlay(Repository.PackagedOverlay)]);

        Assert.Empty(run.Problems);
        Assert.Contains(
            "Scopes: <c>batches.read</c>, <c>batches.write</c>, <c>accounts.write</c>.",
            run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"],
            StringComparison.Ordinal);
        Assert.Contains(
            "Scopes: <c>imports.read</c>, <c>imports.write</c>.",
            run.Files["Acme.Sales/Imports.BulkUpsert.g.cs"],
            StringComparison.Ordinal);
        Assert.Contains(" Q { get", run.Files["Acme.Sales/AccountFilter.g.cs"], StringComparison.Ordinal);
    }

    private static Dictionary<string, string> CodeOf(string description) => GeneratorRun.Of(description).Files.ToDictionary(
        file => file.Key, file => Comment.Replace(file.Value, ""));

    [GeneratedRegex(@"^\s*//.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment { get; }

    private static string Document(string actions, string schemas = "account: { properties: { name: { type: string } } }") =>
        $$"""
        openapi: 3.0.3
        info: { title: T, version: '' }
        paths:
        {{actions}}
        components:
          schemas:
            {{schemas.ReplaceLineEndings("\n    ")}}

        """;

    private static string Action(
        string name,
        string attributes,
        bool type,
        string description = "''",
        string summary = "''",
        string required = "",
        string parameters = "",
        string extensions = "") =>
        $$"""
          /batches/actions/{{name}}:
            post:
              description: {{description}}
              summary: {{summary}}
              {{(extensions.Length == 0 ? "tags: [Batch]" : extensions)}}
              parameters:
              - { explode: true, in: query, name: actionParams, style: deepObject, schema: { properties: { filter: { description: Which. }, skipConfirmation: { description: Whether. }{{parameters}} } } }
              requestBody:
                content:
                  application/vnd.api+json:
                    schema:
                      properties:
                        data: { properties: { attributes: { {{(attributes.StartsWith('x') ? attributes : $"properties: {{ {attributes} }}")}}{{required}} } } }
                        {{(type ? "type: { type: string }" : "links: { type: object }")}}
                      type: object
              responses: { '200': { description: OK } }

        """;

    private static string Upsert(string name, string attributes, bool type, string description = "''", string summary = "''") =>
        Action(name, attributes, type, description, summary).Replace("/batches/actions/", "/imports/actions/", StringComparison.Ordinal);

    private static readonly string s_vendors = Document(
        Action(
            "accountAddTags",
            "ids: { items: { type: integer }, type: array }, tags: { description: '', items: { type: string }, type: array }",
            type: true,
            "\"### Bulk Action \\n\\nPuts tags on accounts\"",
            "Account Add Tags")
            + Action(
                "accountsBulkModify",
                "attribute1: { type: string }, attribute2: { type: boolean }, attributeN: { type: integer }, ids: { items: { type: "
                    + "integer }, type: array }",
                type: true)
            + Action("accountsDestroyAll", "ids: { items: { type: integer }, type: array }", type: true)
            + Action("accountsPauseAll", "ids: { items: { type: integer }, type: array }", type: true)
            + Action(
                "customObjectBulkModify",
                "attribute1: { type: string }, attributeN: { type: integer }",
                type: true,
                parameters: ", objectName: { description: Which kind. }")
            + Upsert(
                "bulkUpsert",
                "dupeMethod: { description: Method., type: string }, fileName: { type: string }, records: { description: The collection., "
                    + "items: { type: object }, type: array }",
                type: true,
                "\"### Import Action \\n\\nPuts records into tables\"",
                "Bulk Upsert")
            + Upsert(
                "customObjectBulkUpsert",
                "dupeMethod: { type: string }, fileName: { type: string }, records: { items: { type: object }, type: array }",
                type: true),
        $$"""
        account:
          properties:
            createdAt: { type: string, format: date-time, nullable: true, x-internal: false, description: "<img src={{Badges}}/readonly.svg> <img src={{Badges}}/filterable.svg> <img src={{Badges}}/sortable.svg>\n\nWhen it was made." }
            name: { type: string, maxLength: 255, description: "<img src={{Badges}}/filterable.svg>\n\n\nIts <b>name</b> (e.g. \"Acme &amp; Co\")." }
            tags: { type: array, items: { type: string }, description: "\n\nIts tags." }
            wealth: { type: number, format: float, nullable: true }
        accountRelationships:
          properties:
            creator: { description: "<img src={{Badges}}/readonly.svg>\n\nWho made it. Relationship creator cannot be used as a filter.", properties: { data: { properties: { type: { enum: [user], type: string } } } } }
            stage: { description: "Where it is. You can use attributes id, name and order to filter accounts by stage (e.g. filter[stage][id]=X).", properties: { data: { nullable: true, properties: { id: { type: integer }, type: { enum: [stage], type: string } } } } }
        stage:
          properties:
            name: { type: string }
            order: { type: integer }
        """);

    private static readonly string s_ours = Document(
        Action(
            "accountAddTags",
            "ids: { items: { type: integer }, type: array }, tags: { items: { type: string }, type: array }",
            type: false,
            required: ", required: [tags]")
            + Action("accountsBulkModify", "x-outreach-fields-of: account", type: false)
            + Action(
                "accountsDestroyAll",
                "ids: { items: { type: integer }, type: array }",
                type: false,
                extensions: "x-outreach-effect: destroy")
            + Action(
                "accountsPauseAll",
                "ids: { items: { type: integer }, type: array }",
                type: false,
                extensions: "x-outreach-effect: outbound")
            + Action(
                "customObjectBulkModify",
                "x-outreach-fields-of: customObject",
                type: false,
                parameters: ", objectName: { description: Which kind. }")
            + Upsert(
                "bulkUpsert",
                "dupeMethod: { type: string }, fileName: { type: string }, records: { type: array, items: { type: object, "
                    + "additionalProperties: true } }",
                type: false)
            + Upsert(
                "customObjectBulkUpsert",
                "dupeMethod: { type: string }, records: { type: array, items: { type: object, additionalProperties: true } }",
                type: false),
        """
        account:
          properties:
            createdAt: { type: string, format: date-time, readOnly: true, x-outreach-filterable: true, x-outreach-sortable: true }
            name: { type: string, maxLength: 255, x-outreach-filterable: true }
            tags: { type: array, items: { type: string } }
            wealth: { type: number, format: float }
        accountRelationships:
          properties:
            creator: { type: object }
            stage: { x-outreach-filterable-by: { id: { type: integer }, name: { type: string }, order: { type: integer } } }
        """);
}
