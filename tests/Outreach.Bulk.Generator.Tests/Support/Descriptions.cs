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

    /// <summary>Four actions, one of each kind, on two models.</summary>
    public static string Small { get; } = Of(
        Action("accountsBulkModify", "x-outreach-fields-of: account", "Sets fields of the selected accounts", "x-outreach-scopes: [accounts.all, accounts.write]"),
        Action("accountAddTags", "{ required: [tags], properties: { ids: { type: array, items: { type: integer } }, tags: { type: array, items: { type: string }, description: The tags to add. } } }"),
        Action("accountsDestroyAll", null, "Deletes the selected accounts"),
        CustomObjects("customObjectBulkModify", "x-outreach-fields-of: customObject"));

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
        "{ filter: { type: object }, objectName: { type: string, description: The object's internal name. }, skipConfirmation: { type: boolean } }, required: [objectName]",
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
