using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Trimming;
using static Outreach.Bulk.Generator.Tests.Descriptions;
using static Outreach.Bulk.Generator.Tests.OverlayText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What an overlay can say of a description, without a change to either our code or the description.</summary>
public class OverlayTests
{
    private static readonly string s_destroys = Overlay(Entry(Post("accountAddTags"), "{ x-outreach-effect: destroy }"));

    [Fact]
    public void Overlay_says_what_an_action_does()
    {
        GeneratorRun run = Checked(Small, s_destroys);

        Assert.Empty(run.Problems);
        Assert.Contains(
            "class AccountAddTagsParams : global::Outreach.Bulk.DestroyingActionParams",
            run.File("Accounts.Actions.Destroy").Replace("record ", "class ", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_says_scopes_known_values_filters_and_what_a_relationship_is_filtered_by()
    {
        GeneratorRun run = Checked(Small, Overlay(
            Entry(Post("accountAddTags"), "{ x-outreach-scopes: [tags.write] }"),
            Entry("$.components.schemas.account", "{ x-outreach-filters: { phone: { type: string } } }"),
            Entry(
                "$.components.schemas.account.properties['industry', 'score']",
                "{ x-outreach-filterable: true, x-outreach-known-values: [mining] }"),
            Entry(
                "$.components.schemas.accountRelationships.properties.tasks",
                "{ x-outreach-filterable-by: { state: { type: string } } }")));

        Assert.Empty(run.Problems);
        Assert.Contains("Scopes: <c>tags.write</c>.", run.File("Accounts.Actions.Edit"), StringComparison.Ordinal);
        Assert.Contains(" Phone", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains(" Q { get", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains(" Industry { get", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains(" Score { get", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains("mining", run.File("AccountField"), StringComparison.Ordinal);
        Assert.Contains("AccountTasksFilter", run.File("AccountFilter"), StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_says_what_is_required()
    {
        string attributes =
            Post("accountAddTags") + ".requestBody.content['application/vnd.api+json'].schema.properties.data.properties.attributes";

        GeneratorRun run = Checked(Small, Overlay(Entry(attributes, "{ required: [] }")));

        Assert.Contains(
            "required global::System.Collections.Generic.IReadOnlyList<string> Tags",
            GeneratorRun.Of(Small).File("Accounts.Actions.Edit"),
            StringComparison.Ordinal);
        Assert.Contains(
            "public global::System.Collections.Generic.IReadOnlyList<string>? Tags",
            run.File("Accounts.Actions.Edit"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_says_whose_fields_a_body_takes()
    {
        string attributes = Post(
            "accountsDestroyAll") + ".requestBody.content['application/vnd.api+json'].schema.properties.data.properties.attributes";
        string description = Small.Replace("accountAddTags", "accountsPatch", StringComparison.Ordinal);

        GeneratorRun run = Checked(
            description,
            Overlay(Entry(
                attributes.Replace("accountsDestroyAll", "accountsPatch", StringComparison.Ordinal), "{ x-outreach-fields-of: account }")));

        Assert.Empty(run.Problems);
        Assert.Contains("NumberOfEmployees", run.File("Accounts.Patch"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_collide_are_parted_by_the_overlay()
    {
        string description = With(
            """
                account:
                  properties:
                    renewal-date: { type: string, x-outreach-filterable: true }
                    renewalDate: { type: string, x-outreach-filterable: true }
            """,
            Action("accountAddTags", null), Action("accountsAddTags", null), Action("accountsBulkModify", "x-outreach-fields-of: account"));
        Assert.Equal(
            [DiagnosticIds.NameCollision, DiagnosticIds.NameCollision],
            GeneratorRun.Of(description).Problems.Select(problem => problem.Id));

        GeneratorRun run = Checked(description, Overlay(
            Entry(Post("accountAddTags"), "{ x-outreach-name: accountAddTagsToOne }"),
            Entry("$.components.schemas.account.properties['renewal-date']", "{ x-outreach-name: renewal }")));

        Assert.Empty(run.Problems);
        Assert.Contains("AddTagsToOneAsync", run.File("Accounts.Actions.Edit"), StringComparison.Ordinal);
        Assert.Contains("batches/actions/accountAddTags\"", run.File("Accounts.Actions.Edit"), StringComparison.Ordinal);
        Assert.Contains("\"renewal-date\"", run.File("Accounts.BulkModify"), StringComparison.Ordinal);
        Assert.Contains(" Renewal { get", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains(" RenewalDate { get", run.File("AccountFilter"), StringComparison.Ordinal);
    }

    [Fact]
    public void Relationship_is_called_as_the_overlay_says()
    {
        GeneratorRun run = Checked(
            Small, Overlay(Entry("$.components.schemas.accountRelationships.properties.owner", "{ x-outreach-name: seller }")));

        Assert.Contains("AccountSellerFilter", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains(" Seller { get", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains("\"owner\"", run.File("AccountFilter"), StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_removes_what_should_not_be_there()
    {
        GeneratorRun run = Checked(
            Small,
            Overlay(
                "  - target: $.components.schemas.account.properties['score', 'named']\n    description: They are gone.\n    remove: "
                    + "true\n"));

        Assert.Empty(run.Problems);
        Assert.DoesNotContain("Score", run.File("AccountField"), StringComparison.Ordinal);
        Assert.DoesNotContain("Named", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.Contains("Name", run.File("AccountFilter"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_of_a_list_is_added_to_it()
    {
        string parameters = Post("accountAddTags") + ".parameters";
        GeneratorRun run = Checked(
            Small.Replace("name: actionParams,", "name: otherParams,", StringComparison.Ordinal),
            Overlay(Entry(parameters, "{ name: actionParams, in: query, schema: { properties: { dryRun: { type: boolean } } } }")));

        Assert.Empty(run.Problems);
        Assert.Contains("DryRun", run.File("Accounts.Actions.Edit"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_that_is_missing_is_added()
    {
        GeneratorRun run = Checked(
            Small, Overlay(Entry("$.paths", "{ /batches/actions/accountsArchive: { post: { summary: Archives accounts. } } }")));

        Assert.Empty(run.Problems);
        Assert.Contains("Archives accounts.", run.File("Accounts.Actions.Edit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit", "destroy", true)]
    [InlineData("destroy", "edit", false)]
    public void Overlays_are_laid_in_the_order_of_their_paths_and_the_last_has_the_word(string first, string second, bool destroys)
    {
        string[] overlays =
        [
            .. new[] { first, second }.Select(effect => Overlay(Entry(Post("accountAddTags"), $"{{ x-outreach-effect: {effect} }}"))),
        ];
        MemoryFile[] files =
        [
            MemoryFile.Overlay("b.yml", overlays[1]), MemoryFile.Overlay("a.yml", overlays[0]), new("openapi.yml", Small),
        ];

        Assert.Contains(
            "AccountAddTagsParams",
            GeneratorRun.Of(files).File(destroys ? "Accounts.Actions.Destroy" : "Accounts.Actions.Edit"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_overlay_changes_nothing_that_a_description_says_and_adds_what_it_does_not()
    {
        string packed = Overlay(
            Entry(Post("accountsBulkModify"), "{ x-outreach-scopes: [wrong], x-outreach-effect: outbound, summary: Wrong }"),
            ModelsOverlay[ModelsOverlay.IndexOf("  - target", StringComparison.Ordinal)..]);

        string action = GeneratorRun.Of([new("openapi.yml", Small), MemoryFile.PackedOverlay(packed)]).File("Accounts.BulkModify");

        Assert.Contains("Scopes: <c>accounts.all</c>, <c>accounts.write</c>.", action, StringComparison.Ordinal);
        Assert.Contains("Sets fields of the selected accounts", action, StringComparison.Ordinal);
        Assert.Contains("Changes what is sent to people", action, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_overlay_is_silent_about_a_description_that_has_little_of_what_it_mends()
    {
        GeneratorRun run = GeneratorRun.Of(
            [new("openapi.yml", Descriptions.Of(Action("accountsArchive", null))), MemoryFile.PackedOverlay(Repository.PackagedOverlay)]);

        Assert.Empty(run.Problems);
        Assert.Contains("Acme.Sales/Accounts.Actions.Edit.g.cs", run.Files.Keys);
    }

    [Fact]
    public void Users_overlay_mends_the_packed_description()
    {
        MemoryFile[] packed =
        [
            new("packed.yml", Repository.PackagedDescription, "default"), MemoryFile.PackedOverlay(Repository.PackagedOverlay),
        ];
        GeneratorRun run = GeneratorRun.Of([.. packed, MemoryFile.Overlay("overlay.yml", s_destroys)]);

        Assert.Empty(run.Problems);
        Assert.Contains("DestroyingActionParams", run.File("Accounts.Actions.Destroy"), StringComparison.Ordinal);
        Assert.Equal(
            ["Acme.Sales/Accounts.Actions.Destroy.g.cs", "Acme.Sales/Accounts.Actions.Edit.g.cs"],
            GeneratorRun.Of(packed).Files.Where(file => run.Files[file.Key] != file.Value)
                .Select(file => file.Key)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Json_overlay_is_read_as_well() => Assert.Contains(
        "DestroyingActionParams",
        Run(Small, YamlText.ToJson(s_destroys)).File("Accounts.Actions.Destroy"),
        StringComparison.Ordinal);

    [Fact]
    public void What_is_not_needed_of_a_large_description_can_be_mended_all_the_same()
    {
        string large = Small.Replace(
            "paths:\n",
            "paths:\n  /other:\n    get:\n      description: |\n" + string.Concat(Enumerable.Repeat(
                "        Not read.\n", 8_000)) + "      responses: {}\n",
            StringComparison.Ordinal);

        GeneratorRun run = Run(
            large, Overlay(Entry("$.paths['/other'].get", "{ summary: Read }"), Entry("$.paths.*.*", "{ x-outreach-scopes: [all] }")));

        Assert.Empty(run.Problems);
        Assert.Contains("Scopes: <c>all</c>.", run.File("Accounts.Actions.Edit"), StringComparison.Ordinal);
    }
}
