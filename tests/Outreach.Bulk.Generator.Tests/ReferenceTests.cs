using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>References are followed inside the text and nowhere else.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("#/components/schemas/tagList")]
    [InlineData("#/components/schemas/tag~0list~1of%20all")]
    [InlineData("#/x-shared/0")]
    [InlineData("#/components/schemas/again")]
    public void Reference_inside_the_text_stands_for_what_it_leads_to(string reference)
    {
        GeneratorRun run = Snapshot.Checked(WithReference(reference));

        Assert.Empty(run.Problems);
        Assert.Contains("IReadOnlyList<string>? Tags", run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#/components/schemas/nothing", "OB112")]
    [InlineData("#/components/schemas/tagList/nothing", "OB112")]
    [InlineData("#/x-shared/7", "OB112")]
    [InlineData("#/x-shared/-1", "OB112")]
    [InlineData("#nothing", "OB112")]
    [InlineData("other.yml#/tags", "OB113")]
    [InlineData("file:///etc/passwd", "OB113")]
    [InlineData("https://example.com/openapi.yml#/tags", "OB113")]
    [InlineData("#", "OB112")]
    [InlineData("", "OB113")]
    [InlineData("#/components/schemas/self", "OB114")]
    [InlineData("#/components/schemas/ping", "OB114")]
    public void Reference_that_leads_nowhere_is_reported_at_its_place_and_taken_as_any_value(string reference, string id)
    {
        GeneratorRun run = Snapshot.Checked(WithReference(reference));

        Microsoft.CodeAnalysis.Diagnostic problem = Assert.Single(run.Problems);
        Assert.Equal(id, problem.Id);
        Assert.Contains("JsonNode? Tags", run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Place_of_a_broken_reference_is_the_reference()
    {
        string description = WithReference("#/components/schemas/nothing");
        Microsoft.CodeAnalysis.Diagnostic problem = Assert.Single(GeneratorRun.Of(description).Problems);

        Assert.Equal(
            "'#/components/schemas/nothing'", description.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [Fact]
    public void Reference_that_many_places_share_is_reported_once_each() =>
        Assert.Equal(2, GeneratorRun.Of(Of(
            Action("accountAddTags", "{ properties: { tags: { $ref: other.yml }, more: { $ref: other.yml } } }"))).Problems.Length);

    [Fact]
    public void Broken_reference_outside_of_what_is_read_is_none_of_ours() =>
        Assert.Empty(
            GeneratorRun.Of(Small.Replace("schemas:", "schemas:\n    unused: { $ref: nowhere.yml }", StringComparison.Ordinal)).Problems);

    [Fact]
    public void Whole_actions_bodies_and_parameters_may_be_references()
    {
        string description =
            """
            openapi: 3.0.3
            info: { title: T, version: '1' }
            paths:
              /batches/actions/accountAddTags: { $ref: '#/components/x-items/addTags' }
            components:
              x-items:
                addTags: { post: { parameters: [ { $ref: '#/components/parameters/p' } ], requestBody: { $ref: '#/components/requestBodies/b' } } }
              parameters:
                p: { name: actionParams, in: query, schema: { $ref: '#/components/schemas/params' } }
              requestBodies:
                b: { content: { application/vnd.api+json: { schema: { $ref: '#/components/schemas/body' } } } }
              schemas:
                params: { properties: { filter: {}, extra: { type: string } } }
                body: { properties: { data: { $ref: '#/components/schemas/data' } } }
                data: { properties: { attributes: { allOf: [ { $ref: '#/components/schemas/attributes' } ] } } }
                attributes: { properties: { tags: { type: array, items: { $ref: '#/components/schemas/tag' } } } }
                tag: { type: string }

            """;
        GeneratorRun run = Snapshot.Checked(description);

        Assert.Empty(run.Problems);
        string action = run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"];
        Assert.Contains("string? Extra", action, StringComparison.Ordinal);
        Assert.Contains("IReadOnlyList<string>? Tags", action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ $ref: '#/components/schemas/base' }")]
    [InlineData("{ allOf: [ { $ref: '#/components/schemas/base' } ] }")]
    [InlineData("{ type: object, allOf: [ { $ref: '#/components/schemas/base' } ] }")]
    [InlineData("{ $ref: '#/components/schemas/again' }")]
    public void Model_behind_a_reference_loses_nothing(string account)
    {
        GeneratorRun run = GeneratorRun.Of(
            [
                new("openapi.yml", With(
                    $$"""
                        account: {{account}}
                        again: { $ref: '#/components/schemas/base' }
                        base: { type: object, x-outreach-filters: { own: { type: string } }, properties: { name: { type: string, x-outreach-filterable: true } } }
                        accountRelationships: { $ref: '#/components/schemas/relationships' }
                        relationships: { allOf: [ { properties: { owner: { $ref: '#/components/schemas/owner' } } } ] }
                        owner: { x-outreach-filterable-by: { id: { type: integer } } }
                    """,
                    Action("accountsBulkModify", "x-outreach-fields-of: account"))),
                MemoryFile.PackedOverlay(Repository.PackagedOverlay),
            ]);

        Assert.Empty(run.Problems);
        Assert.All(
            ["Name", "Q", "Own", "Owner"], name => Assert.Contains($" {name} ", run.File("AccountFilter"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_packed_overlay_says_of_a_path_holds_behind_a_reference()
    {
        string description = Of(Action("accountsRemoveAllAssignments", null));
        string referred = description.Replace(
            "  /batches/actions/accountsRemoveAllAssignments:\n",
            "  /batches/actions/accountsRemoveAllAssignments: { $ref: '#/paths/~1elsewhere' }\n  /elsewhere:\n",
            StringComparison.Ordinal);
        MemoryFile overlay = MemoryFile.PackedOverlay(Repository.PackagedOverlay);

        Assert.Equal(
            GeneratorRun.Of([new("openapi.yml", description), overlay]).Files,
            GeneratorRun.Of([new("openapi.yml", referred), overlay]).Files);
    }

    private static string WithReference(string reference) =>
        With(
            """
                tagList: { type: array, items: { type: string } }
                tag~list/of all: { type: array, items: { type: string } }
                again: { $ref: '#/components/schemas/tagList' }
                self: { $ref: '#/components/schemas/self' }
                ping: { $ref: '#/components/schemas/pong' }
                pong: { $ref: '#/components/schemas/ping' }
            """,
            Action("accountAddTags", $"{{ properties: {{ tags: {{ $ref: '{reference}' }} }} }}"))
        + "x-shared: [ { type: array, items: { type: string } } ]\n";
}
