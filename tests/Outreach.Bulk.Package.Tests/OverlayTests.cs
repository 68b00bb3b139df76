namespace Outreach.Bulk.Package.Tests;

/// <summary>An overlay of a user's own.</summary>
[Collection(Packed.Name)]
public class OverlayTests(PackageFixture packed)
{
    internal static readonly Consumer Overlaid = new("overlaid", new()
    {
        ["overlaid.csproj"] = ConsumerFiles.Project(
            ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.yml" /><OutreachBulkOverlay Include="overlay.yml" />""",
            "<WarningsNotAsErrors>OB119;OB132</WarningsNotAsErrors>"),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["my.yml"] = """
            openapi: 3.0.3
            info: {title: Mine, version: 1.0.0}
            paths:
              /batches/actions/opportunitiesBulkModify:
                post:
                  requestBody: {content: {application/vnd.api+json: {schema: {properties: {data: {properties: {attributes: {x-outreach-fields-of: opportunity}}}}}}}}
                  responses: {'200': {description: OK}}
            components:
              schemas:
                opportunity: {properties: {amount: {type: number, x-outreach-filterable: true}}}
            """,
        ["overlay.yml"] = """
            overlay: 1.0.0
            info: {title: Ours, version: 1.0.0}
            actions:
              - target: $
                description: The schema is called opportunity.
                update: {x-outreach-models: {opportunity: {prefixes: [opportunities], group: Opportunities}}}
              - target: $.paths['/batches/actions/opportunitiesArchive'].post
                description: It was announced.
                update: {x-outreach-effect: destroy}
            """,
        ["Use.cs"] = """
            namespace Acme.Sales;

            public static class Use
            {
                public static object Of(OutreachClient client) => client.Opportunities.BulkModifyAsync(
                    new() { Filter = new() { Amount = new() { AtLeast = 1 } } }, new() { Amount = 2 });
            }
            """,
        [".editorconfig"] = "[*.cs]\ndotnet_diagnostic.OB119.severity = warning\n",
    });

    [Fact]
    public async Task An_overlay_of_the_project_makes_an_unseen_model_typed_and_tells_what_it_does_not_match()
    {
        Command build = await packed.BuildAsync(Overlaid);

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains(
            "overlay.yml(7,13): warning OB132: The entry '$.paths['/batches/actions/opportunitiesArchive'].post' matches nothing",
            build.Output);
        Assert.Matches(@"Use\.cs\(5,76\): warning OB119: 'opportunitiesBulkModify' is described at .*my\.yml\(4,3\)", build.Output);
        Assert.Matches(@"Use\.cs\(6,78\): warning OB119: 'opportunity\.amount' is described at .*my\.yml\(10,32\)", build.Output);
    }
}
