using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Small descriptions, one behaviour each, put together from parts.</summary>
internal static class Descriptions
{
    public const string Account =
        """
            account:
              type: object
              properties:
                createdAt: { type: string, format: date-time, readOnly: true, description: When it was created., x-outreach-filterable: true, x-outreach-sortable: true }
                foundedAt: { type: string, format: date, description: When the company was founded. }
                industry: { type: string, maxLength: 255, description: What the company does. }
                name: { type: string, maxLength: 255, description: What the account is called., x-outreach-filterable: true }
                named: { type: boolean, x-outreach-filterable: true }
                numberOfEmployees: { type: integer }
                score: { type: number, format: float }
                tags: { type: array, items: { type: string, maxLength: 40 }, description: The account's tags. }
              x-outreach-filters:
                q: { type: string, description: A prefix of the name or domain. }
            accountRelationships:
              type: object
              properties:
                owner:
                  type: object
                  description: The user who owns the account.
                  x-outreach-filterable-by: { id: { type: integer } }
                tasks: { type: object }
        """;

    /// <summary>
    /// What the packed overlay says of models, and nothing of what it says of single actions, so that a small description says all
    /// there is to see in a test of it.
    /// </summary>
    public const string ModelsOverlay =
        """
        overlay: 1.0.0
        actions:
          - target: $
            description: What names of actions begin with.
            update:
              x-outreach-models:
                account: { prefixes: [account, accounts], group: Accounts }
                customObject: { prefixes: [customObject], group: CustomObjects }
                prospect: { prefixes: [prospect, prospects], group: Prospects }
        """;

    /// <summary>Four actions, one of each kind, on two models.</summary>
    public static string Small { get; } = Of(
        Action(
            "accountsBulkModify",
            "x-outreach-fields-of: account",
            "Sets fields of the selected accounts",
            "x-outreach-scopes: [accounts.all, accounts.write]"),
        Action(
            "accountAddTags",
            "{ required: [tags], properties: { ids: { type: array, items: { type: integer } }, tags: { type: array, items: { type: string "
                + "}, description: The tags to add. } } }"),
        Action("accountsDestroyAll", null, "Deletes the selected accounts"),
        CustomObjects("customObjectBulkModify", "x-outreach-fields-of: customObject"));

    /// <summary>The models that are known to tests of a part.</summary>
    public static ResourceTable Models { get; } = ResourceTable.Of(
        (SpecMapping)((SpecMapping)((SpecSequence)((SpecMapping)SpecText.Read(ModelsOverlay)).Find("actions")!).Items[0])
            .Find("update")!, new());

    /// <summary>A description under the overlay of models alone.</summary>
    public static DescriptionSources Sources(Microsoft.CodeAnalysis.Text.SourceText text) =>
        new(
            DescriptionFile.Packed("openapi.yml", text, isOverlay: false),
            [DescriptionFile.Packed("models.yml", s_modelsText, isOverlay: true)]);

    private static readonly Microsoft.CodeAnalysis.Text.SourceText s_modelsText = Microsoft.CodeAnalysis.Text.SourceText.From(
        ModelsOverlay, System.Text.Encoding.UTF8);

    public static string Of(params string[] actions) => With(Account, actions);

    public static string With(string schemas, params string[] actions) =>
        $$"""
        openapi: 3.0.3
        info: { title: Test description, version: 1.2.3 }
        paths:
        {{string.Join('\n', actions)}}
        components:
          schemas:
        {{(schemas.Length == 0 ? "    none: { type: object }" : schemas)}}

        """;

    /// <summary>An action; <paramref name="attributes"/> is the schema of its attributes, in YAML flow style or one key.</summary>
    public static string Action(string name, string? attributes, string? summary = null, string? extensions = null) =>
        Operation(name, "{ filter: { type: object }, skipConfirmation: { type: boolean } }", attributes, summary, extensions);

    public static string CustomObjects(string name, string? attributes, string? summary = null) => Operation(
        name,
        "{ filter: { type: object }, objectName: { type: string, description: The object's internal name. }, skipConfirmation: { type: "
            + "boolean } }, required: [objectName]",
        attributes,
        summary,
        null);

    /// <summary>Two names that hash to the same 31 bits, found by search.</summary>
    public static (string First, string Second) NamesOfOneNumber()
    {
        Dictionary<int, string> seen = [];
        for (int i = 0; ; i++)
        {
            string name = "field" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!seen.TryAdd(StableNumber.Of(name), name))
                return (seen[StableNumber.Of(name)], name);
        }
    }

    private static string Operation(string name, string parameters, string? attributes, string? summary, string? extensions) =>
        $$"""
          /batches/actions/{{name}}:
            post:
              summary: {{summary ?? name}}
              {{extensions ?? "tags: [Batch]"}}
              parameters:
                - { name: actionParams, in: query, style: deepObject, schema: { properties: {{parameters}} } }
              {{(attributes is null ? "x-empty: true" : $$"""requestBody: { content: { application/vnd.api+json: { schema: { properties: { data: { properties: { attributes: {{(attributes.StartsWith('{') ? attributes : $$"""{ {{attributes}} }""")}} } } } } } } }""")}}
              responses: { '200': { description: OK } }
        """;
}
