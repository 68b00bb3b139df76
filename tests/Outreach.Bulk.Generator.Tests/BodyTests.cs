using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A body says the same, whichever way it is described.</summary>
public class BodyTests
{
    private const string Tags =
        "{ schema: { properties: { data: { properties: { attributes: { required: [tags], properties: { tags: { type: array, items: { "
            + "type: string } } } } } } } } }";

    private const string Other = "{ schema: { type: object } }";

    [Theory]
    [InlineData($"application/json: {Other}, application/vnd.api+json: {Tags}")]
    [InlineData($"application/vnd.api+json: {Tags}, application/json: {Other}")]
    [InlineData($"text/plain: {Other}, 'application/vnd.api+json; charset=utf-8': {Tags}")]
    [InlineData($"Application/VND.API+JSON: {Tags}")]
    [InlineData($"'application/json;charset=utf-8': {Tags}")]
    [InlineData($"application/json: {Tags}")]
    [InlineData($"'*/*': {Tags}")]
    public void Media_type_of_the_body_is_read_wherever_it_stands(string content)
    {
        GeneratorRun run = Snapshot.Checked(WithContent(content));

        Assert.Empty(run.Problems);
        Assert.Contains(
            "required global::System.Collections.Generic.IReadOnlyList<string> Tags",
            run.File("Accounts.Actions.Edit"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("application/vnd.api-json")]
    public void Body_that_is_no_JSON_is_read_and_reported(string mediaType)
    {
        GeneratorRun run = Snapshot.Checked(WithContent($"{mediaType}: {Tags}"));

        Assert.Equal(
            $"openapi.yml(6,33): warning OB115: The body of 'accountAddTags' is '{mediaType}'; expected is application/vnd.api+json. It "
                + "was read as that, which is what is sent. Correct it here.",
            Assert.Single(run.Problems).ToString());
        Assert.Contains("IReadOnlyList<string> Tags", run.File("Accounts.Actions.Edit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("properties: { ids: { type: array, items: { type: integer } } }")]
    [InlineData("type: object")]
    public void Required_body_without_attributes_opens_none(string attributes)
    {
        string description = Of(Action("accountsDestroyAll", attributes));

        GeneratorRun required = Snapshot.Checked(
            description.Replace("requestBody: {", "requestBody: { required: true,", StringComparison.Ordinal));

        Assert.Empty(required.Problems);
        Assert.Equal(GeneratorRun.Of(description).Files, required.Files);
        Assert.DoesNotContain(required.Files.Values, text => text.Contains("OpenModifyAttributes", StringComparison.Ordinal));
    }

    [Fact]
    public void Required_of_a_body_that_is_no_boolean_is_reported() => Assert.Equal(
        "openapi.yml(10,32): warning OB115: The required of 'accountsDestroyAll' is 'yes'; expected is true or false. It was left out. "
            + "Correct it here.",
        Assert.Single(GeneratorRun.Of(Of(Action("accountsDestroyAll", "type: object")).Replace(
            "requestBody: {", "requestBody: { required: yes,", StringComparison.Ordinal)).Problems).ToString());

    [Theory]
    [InlineData("additionalProperties: true")]
    [InlineData("additionalProperties: {}")]
    [InlineData("additionalProperties: True")]
    [InlineData("additionalProperties: true, properties: { ids: { type: array, items: { type: integer } } }")]
    public void Body_that_says_so_takes_attributes_by_any_name(string attributes) => Assert.Contains(
        "CustomObjectBulkModifyAttributes : global::Outreach.Bulk.OpenModifyAttributes",
        string.Concat(GeneratorRun.Of(Of(CustomObjects("customObjectBulkModify", attributes))).Files.Values),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("allOf: [ { properties: { attribute1: { type: string }, attributeN: { type: integer } } } ]")]
    [InlineData("allOf: [ { allOf: [ { properties: { attribute1: { type: string }, attributeN: { type: integer } } } ] } ]")]
    [InlineData("allOf: [ { $ref: '#/components/schemas/placeholders' } ]")]
    [InlineData("type: object, allOf: [ { $ref: '#/components/schemas/placeholders' } ]")]
    [InlineData("$ref: '#/components/schemas/placeholders'")]
    public void Placeholders_behind_a_schema_of_one_stand_for_the_fields(string attributes)
    {
        string description =
            $$"""
            openapi: 3.0.3
            info: { title: T, version: '1' }
            paths:
              /batches/actions/accountsBulkModify:
                post:
                  requestBody: { content: { application/vnd.api+json: { schema: { allOf: [ { properties: { type: { type: string }, data: { allOf: [ { properties: { attributes: { {{attributes}} } } } ] } } } ] } } } }
                  responses: {}
            components:
              schemas:
                account: { properties: { name: { type: string, x-outreach-filterable: true } } }
                placeholders: { properties: { attribute1: { type: string }, attributeN: { type: integer } } }

            """;
        GeneratorRun run = Snapshot.Checked(description);

        Assert.Empty(run.Problems);
        Assert.Contains("AttributeValue<string> Name", run.File("Accounts.BulkModify"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_beside_a_schema_of_one_adds_up()
    {
        GeneratorRun run = Snapshot.Checked(With(
            """
                base: { required: [tags], properties: { tags: { type: array, items: { allOf: [ { $ref: '#/components/schemas/text' } ] } } } }
                text: { type: string }
            """,
            Action(
                "accountAddTags",
                "required: [note], properties: { note: { type: string } }, allOf: [ { $ref: '#/components/schemas/base' } ]")));

        Assert.Empty(run.Problems);
        string action = run.File("Accounts.Actions.Edit");
        Assert.Contains("required global::System.Collections.Generic.IReadOnlyList<string> Tags", action, StringComparison.Ordinal);
        Assert.Contains("required string Note", action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("properties: { note: { type: string } }, allOf: [ { required: [note] }, { properties: { tags: { type: string } } } ]")]
    [InlineData("allOf: [ { properties: { note: { type: string } } }, { properties: { tags: { type: string } } } ]")]
    public void Schema_made_of_several_is_reported(string attributes) => Assert.Contains(
        "is made of several (allOf)",
        Assert.Single(GeneratorRun.Of(Of(Action("accountAddTags", attributes))).Problems).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public void Schemas_that_are_made_of_each_other_are_reported() => Assert.Contains(
        "is made of others without end (allOf)",
        Assert.Single(GeneratorRun.Of(With(
            """
                ping: { allOf: [ { $ref: '#/components/schemas/pong' } ] }
                pong: { allOf: [ { $ref: '#/components/schemas/ping' } ] }
            """,
            Action("accountAddTags", "$ref: '#/components/schemas/ping'"))).Problems).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public void Import_whose_body_is_not_understood_is_reported() => Assert.StartsWith(
        "openapi.yml(14,20): warning OB115: The body of 'accountsImport'; expected is a schema with data.attributes.",
        Assert.Single(GeneratorRun.Of(Of(
            Action("accountsPauseAll", null),
            "  /imports/actions/accountsImport:\n    post:\n      requestBody: { content: { application/json: { schema: { type: object } } "
                + "} }")).Problems).ToString(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{ name: 'actionParams[reason]', in: query, schema: { type: string } }", "'actionParams[reason]'")]
    [InlineData("{ name: actionparams, in: query, schema: { properties: { reason: { type: string } } } }", "actionparams")]
    [InlineData("{ name: actionParams, in: header, schema: { properties: { reason: { type: string } } } }", "actionParams")]
    public void Parameter_that_is_nearly_actionParams_is_reported(string parameter, string place)
    {
        string description = Of(
            $"  /batches/actions/accountsPauseAll:\n    post: {{ parameters: [ {parameter} ], responses: {{}} }}");
        Microsoft.CodeAnalysis.Diagnostic problem = Assert.Single(GeneratorRun.Of(description).Problems);

        Assert.Equal(place, description.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
        Assert.Contains(
            "of 'accountsPauseAll' is nearly 'actionParams'; expected is one of that name in 'query'",
            problem.GetMessage(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_may_have_its_schema_in_its_content() => Assert.Contains(
        "string? Reason",
        GeneratorRun.Of(Of(
            "  /batches/actions/accountsArchive:\n    post: { parameters: [ { name: actionParams, in: query, content: { application/json: { "
                + "schema: { properties: { reason: { type: string } } } } } } ], responses: {} }")).File("Accounts.Actions.Edit"),
        StringComparison.Ordinal);

    private static string WithContent(string content) =>
        $$"""
        openapi: 3.0.3
        info: { title: T, version: '1' }
        paths:
          /batches/actions/accountAddTags:
            post:
              requestBody: { content: { {{content}} } }
              responses: {}

        """;
}
