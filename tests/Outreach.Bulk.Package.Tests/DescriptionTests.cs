using System.Text.RegularExpressions;

namespace Outreach.Bulk.Package.Tests;

/// <summary>Descriptions of a user's own, and what is said of them.</summary>
[Collection(Packed.Name)]
public class DescriptionTests(PackageFixture packed)
{
    internal static readonly Consumer Own = new("own", new()
    {
        ["own.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.yml" />"""),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["my.yml"] = """
            openapi: 3.0.3
            info: {title: Mine, version: 1.0.0}
            paths:
              /batches/actions/accountsAddTags:
                post:
                  summary: Adds tags.
                  requestBody:
                    content:
                      application/vnd.api+json:
                        schema:
                          properties: {data: {properties: {attributes: {properties: {tags: {type: array, items: {type: string}}}}}}}
                  responses: {'200': {description: OK}}
            """,
        ["Use.cs"] = """
            namespace Acme.Sales;

            public static class Use
            {
                public static object Of(OutreachClient client) =>
                    client.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = ["a"] });

                public static object Absent(OutreachClient client) => client.Prospects;
            }
            """,
    });

    internal static readonly Consumer Broken = new("broken", new()
    {
        ["broken.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.yml" />"""),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["my.yml"] = "openapi: 3.0.3\npaths:\n  /batches: [\n",
    });

    internal static readonly Consumer BrokenTogether = Broken.As("broken-together", new()
    {
        ["Use.cs"] = "public static class Use { public static Acme.Sales.AccountFilter Filter => new(); }",
    });

    internal static readonly Consumer Fatal = new("fatal", new()
    {
        ["fatal.csproj"] = ConsumerFiles.Project(
            ConsumerFiles.PackageReference
            + """<OutreachBulkOverlay Include="overlay.yml" /><OutreachCsv Include="accounts.csv" Model="Account" />"""
            + """<OutreachTypes Include="types.json" /><OutreachTypesLock Include="lock.json" />"""
            + """<OutreachSchema Include="schema.json" />"""),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["overlay.yml"] = "overlay: [\n",
        ["accounts.csv"] = "name,\"crmId\n",
        ["types.json"] = "[",
        ["lock.json"] = "[",
        ["schema.json"] = "[",
    });

    internal static readonly Consumer Warned = new("warned", new()
    {
        ["warned.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.json" />"""),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["my.json"] = """
            {
              "openapi": "3.0.3",
              "paths": {
                "/batches/actions/accountAddTags": { "post": { "requestBody": { "$ref": "other.json" } } }
              }
            }
            """,
    });

    internal static readonly Consumer SwitchedOff = Warned.As("switched-off", new()
    {
        [".globalconfig"] = "is_global = true\ndotnet_diagnostic.OB113.severity = none\n",
    });

    [Fact]
    public async Task A_description_of_the_project_switches_the_default_off()
    {
        Command build = await packed.BuildAsync(Own);
        Assert.Contains("CS1061", build.Output);
        Assert.Contains("'Prospects'", build.Output);
        Assert.DoesNotContain("AddTagsAsync'", build.Output);
    }

    [Fact]
    public async Task A_broken_description_is_reported_at_line_and_column_even_if_nothing_else_compiles()
    {
        Command alone = await packed.BuildAsync(Broken);
        Assert.Contains("my.yml(4,1): error OB101: The description cannot be read: ", alone.Output);
        Assert.Equal(["OB101"], ErrorsIn(alone));

        Command together = await packed.BuildAsync(BrokenTogether);
        Assert.Contains("my.yml(4,1): error OB101: The description cannot be read: ", together.Output);
        Assert.Equal(["CS0234", "OB101"], ErrorsIn(together).Order());
    }

    [Fact]
    public async Task Each_problem_for_which_a_file_gives_nothing_is_printed_once_with_the_path_of_its_page()
    {
        Command build = await packed.BuildAsync(Fatal);

        Assert.Equal(["OB131", "OB401", "OB501", "OB501", "OB501"], ErrorsIn(build).Order());
        Assert.All(
            Regex.Matches(build.Output, @"\((file:[^)]*/docs/rules/OB\d+\.md)\)").Select(link => new Uri(link.Groups[1].Value).LocalPath),
            page => Assert.True(File.Exists(page), page));
        Assert.Equal(5, Regex.Count(build.Output, @"\(file:"));
    }

    [Fact]
    public async Task A_warning_about_a_description_stands_at_its_line_and_can_be_switched_off()
    {
        Command build = await packed.BuildAsync(Warned);
        Assert.Contains("my.json(4,77): error OB113: The reference 'other.json' leads out of this description.", build.Output);

        await packed.SucceedsAsync(SwitchedOff);
    }

    private static IEnumerable<string> ErrorsIn(Command build) =>
        Regex.Matches(build.Output, @": error (\w+):").Select(error => error.Groups[1].Value);
}
