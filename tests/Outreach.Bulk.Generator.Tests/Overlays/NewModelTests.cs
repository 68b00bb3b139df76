using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;
using static Outreach.Bulk.Generator.Tests.Descriptions;
using static Outreach.Bulk.Generator.Tests.OverlayText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>An action on a model that our code and the packed overlay have never seen gives all that a known model gives.</summary>
public class NewModelTests
{
    private const string Opportunity =
        """
            opportunity:
              type: object
              properties:
                amount: { type: number, x-outreach-filterable: true }
                closeDate: { type: string, format: date, x-outreach-filterable: true }
                createdAt: { type: string, format: date-time, readOnly: true }
                name: { type: string }
            opportunityRelationships:
              type: object
              properties:
                owner: { type: object, x-outreach-filterable-by: { id: { type: integer } } }
        """;

    private const string Use =
        """
        using System;
        using System.Threading.Tasks;
        using Outreach.Bulk;

        namespace Acme.Sales;

        [OutreachBulkClient]
        public sealed partial class OutreachClient;

        internal static class Calls
        {
            public static Task<BatchOperation> Make(OutreachClient outreach) => outreach.Opportunities.BulkModifyAsync(
                new() { Filter = new() { Amount = new() { AtLeast = 10 },
                    CloseDate = new DateOnly(2030, 1, 1), Owner = new() { Id = 7 } } },
                new() { Name = "Renewal", Amount = 12.5, CloseDate = Clear.Value });

            public static string Field() => OpportunityField.CloseDate.ApiName();
        }
        """;

    private static readonly string s_models = Overlay(Entry(
        "$", "{ x-outreach-models: { opportunity: { prefixes: [opportunity, opportunities], group: Opportunities } } }"));

    [Fact]
    public void With_an_entry_for_its_prefixes_group_fields_and_filter_are_typed_and_there_is_nothing_to_say()
    {
        GeneratorRun run = GeneratorRun.Of(
            [new(
                "openapi.yml",
                Description("opportunity", "x-outreach-fields-of: opportunity")), MemoryFile.Overlay("overlay.yml",
                s_models)],
            Use);

        Assert.Empty(run.Problems);
        Checks.CompilesWithoutWarning(run.Output);
        Assert.DoesNotContain("CreatedAt", run.File("Opportunities.BulkModify"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_one_a_schema_of_the_prefix_s_own_name_gives_the_same_and_a_note()
    {
        GeneratorRun run = GeneratorRun.Of(
            Description("opportunities", "x-outreach-fields-of: opportunities"),
            Use.Replace("OpportunityField", "OpportunitiesField", StringComparison.Ordinal));

        Assert.Equal(DiagnosticIds.UnknownPrefix, Assert.Single(run.Problems).Id);
        Checks.CompilesWithoutWarning(run.Output);
    }

    [Fact]
    public void Without_one_a_schema_of_another_name_gives_typed_fields_and_a_filter_by_name()
    {
        GeneratorRun run = GeneratorRun.Of(Description("opportunity", "x-outreach-fields-of: opportunity"));

        Assert.Equal(DiagnosticIds.UnknownPrefix, Assert.Single(run.Problems).Id);
        Checks.CompilesWithoutWarning(run.Output);
        Assert.Contains("CloseDate", run.File("Opportunities.BulkModify"), StringComparison.Ordinal);
        Assert.Contains("OpenRecordFilter", run.File("OpportunitiesFilter"), StringComparison.Ordinal);
    }

    // The manner of the vendor's document: placeholders, and type beside data.
    [Fact]
    public void Placeholders_of_the_vendor_s_manner_stand_for_the_new_model_s_fields()
    {
        string description = Description(
            "opportunity", "{ properties: { attribute1: { type: string }, attribute2: { type: boolean }, attributeN: { type: integer } } }")
            .Replace("schema: { properties: { data:", "schema: { properties: { type: { type: string }, data:", StringComparison.Ordinal);

        GeneratorRun run = GeneratorRun.Of([new("openapi.yml", description), MemoryFile.Overlay("overlay.yml", s_models)], Use);

        Assert.Empty(run.Problems);
        Checks.CompilesWithoutWarning(run.Output);
    }

    [Fact]
    public void Description_may_name_its_models_itself()
    {
        string description = Description(
            "opportunity", "x-outreach-fields-of: opportunity") + "x-outreach-models: { opportunity: { prefixes: [opportunities] } }\n";

        GeneratorRun run = GeneratorRun.Of(description, Use);

        Assert.Empty(run.Problems);
        Checks.CompilesWithoutWarning(run.Output);
    }

    [Theory]
    [InlineData("{ deal: {} }", "dealClose", "Deal", "deal", "Close")]
    [InlineData("{ deal: { prefixes: [deals, deal] } }", "dealClose", "Deals", "deal", "Close")]
    [InlineData("{ deal: { prefixes: [deal, dealRoom], group: Deals } }", "dealRoomOpen", "Deals", "deal", "Open")]
    [InlineData("{ room: { prefixes: [dealRoom] }, deal: {} }", "dealRoomOpen", "DealRoom", "room", "Open")]
    [InlineData("{ deal: { prefixes: [deal], group: '***' } }", "dealClose", "", "deal", "Close")]
    public void Longest_prefix_chooses_the_model(string models, string action, string group, string model, string rest)
    {
        ResourceTable table = ResourceTable.Of((SpecMapping)SpecText.Read($"x-outreach-models: {models}"), new());

        Assert.Equal(new ResourcePrefix(group, model, rest, IsKnown: true), table.Find(action));
    }

    [Fact]
    public void Overlay_of_the_documentation_does_what_it_says()
    {
        string page = File.ReadAllText(Path.Combine(Repository.TestFolder(), "../../docs/descriptions.md")).ReplaceLineEndings("\n");
        string overlay = page.Split("```yaml\n")[1].Split("```")[0];
        string description = With(
            Opportunity.Replace(
                "name:", "renewalDate: { type: string }\n        renewal-date: { type: string }\n        name:", StringComparison.Ordinal),
            Action("opportunitiesBulkModify", "x-outreach-fields-of: opportunity"),
            Action("opportunitiesArchive", null));

        GeneratorRun run = GeneratorRun.Of([new("openapi.yml", description), MemoryFile.Overlay("overlay.yml", overlay)], Use);

        Assert.Empty(run.Problems);
        Checks.CompilesWithoutWarning(run.Output);
        Assert.Contains("DestroyingActionParams", run.File("Opportunities.Actions.Destroy"), StringComparison.Ordinal);
        Assert.Contains("opportunities.write", run.File("Opportunities.Actions.Destroy"), StringComparison.Ordinal);
        Assert.Contains(" RenewalDay ", run.File("OpportunityField"), StringComparison.Ordinal);
    }

    private static string Description(string schema, string attributes) => With(
        Opportunity.Replace("opportunity", schema, StringComparison.Ordinal), Action("opportunitiesBulkModify", attributes));
}
