using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Usage;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Upserts of records: a method of the model's group when the name begins with one, else of the client's imports.</summary>
public class UpsertTests
{
    private const string RecordsBody =
        "{ properties: { records: { type: array, items: { type: object } }, dupeMethod: { type: string }, fileName: { type: string } } }";

    [Fact]
    public Task Upserts_of_any_records_and_of_custom_objects() => Snapshot.Of(
        Of(
            Action("accountAddTags", null),
            Upsert("bulkUpsert", "Starts an upsert of records"),
            Upsert("customObjectBulkUpsert", "Starts an upsert of custom objects")),
        about: ["CustomObjects", "CustomObjects.BulkUpsert", "Imports", "Imports.BulkUpsert", "OutreachClient"]);

    [Fact]
    public void Upsert_without_a_known_model_joins_the_imports_under_its_whole_name()
    {
        GeneratorRun run = Snapshot.Checked(Of(Action("accountAddTags", null), Upsert("opportunityBulkUpsert"), Upsert("bulkUpsert")));

        Assert.Empty(run.Problems);
        Assert.Contains(
            "OpportunityBulkUpsertAsync(", run.Files["Acme.Sales/Imports.OpportunityBulkUpsert.g.cs"], StringComparison.Ordinal);
        Assert.Contains("BulkUpsertAsync(", run.Files["Acme.Sales/Imports.BulkUpsert.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain(
            run.Files.Keys,
            file => file.Contains("Opportunity", StringComparison.Ordinal) && !file.Contains("Imports.", StringComparison.Ordinal));
    }

    [Fact]
    public void Upsert_needs_neither_schema_nor_action_of_its_model()
    {
        GeneratorRun run = Snapshot.Checked(Of(Action("accountAddTags", null), Upsert("prospectsBulkUpsert")));

        Assert.Empty(run.Problems);
        Assert.Contains("Acme.Sales/Prospects.BulkUpsert.g.cs", run.Files.Keys);
        Assert.DoesNotContain("Acme.Sales/ProspectFilter.g.cs", run.Files.Keys);
        Assert.Contains(
            "global::Outreach.Bulk.ImportCollection Imports { get; init; }",
            run.Files["Acme.Sales/OutreachClient.g.cs"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_upserts_of_one_name_are_left_out_and_reported()
    {
        GeneratorRun run = Snapshot.Checked(Of(Action("accountAddTags", null), Upsert("accountBulkUpsert"), Upsert("accountsBulkUpsert")));

        Assert.Equal(DiagnosticIds.NameCollision, Assert.Single(run.Problems).Id);
        Assert.DoesNotContain(run.Files.Keys, file => file.Contains("Upsert", StringComparison.Ordinal));
    }

    [Fact]
    public void Action_that_begins_with_import_is_no_part_of_the_imports()
    {
        GeneratorRun run = Snapshot.Checked(Of(
            Action("importsBulkModify", "{ properties: { name: { type: string } } }"), Upsert("bulkUpsert")));

        Assert.Contains("Acme.Sales/ImportsGroup.Actions.Edit.g.cs", run.Files.Keys);
        Assert.Contains("Acme.Sales/Imports.BulkUpsert.g.cs", run.Files.Keys);
    }

    [Fact]
    public void Imports_with_upserts_are_the_runtime_s_imports_still()
    {
        const string Use =
            """
            #pragma warning disable CS1591
            using System.Threading.Tasks;
            using Outreach.Bulk;

            namespace Acme.Sales;

            [OutreachBulkClient]
            public sealed partial class OutreachClient;

            public static class Use
            {
                public static ImportOperation Attach(OutreachClient outreach) => outreach.Imports.Attach(31);

                public static ImportCollection All(OutreachClient outreach) => outreach.Imports;

                public static async Task Upsert(OutreachClient outreach)
                {
                    await outreach.Imports.BulkUpsertAsync(
                        [new() { Type = "account", Id = 17, ["name"] = "Acme" }], new() { DupeMethod = DupeMethod.OverwriteNoCreate });
                    await outreach.CustomObjects.BulkUpsertAsync(
                        [new() { Type = "vehicle", ["seats"] = 4 }], new() { DupeMethod = DupeMethod.Skip });
                }
            }

            public class Double : ImportsActions
            {
                public override Task<System.Collections.Generic.IReadOnlyList<ImportOperation>> BulkUpsertAsync(
                    System.Collections.Generic.IEnumerable<UpsertRecord> records, UpsertOptions options,
                    System.Threading.CancellationToken cancellationToken = default) =>
                    Task.FromResult<System.Collections.Generic.IReadOnlyList<ImportOperation>>([]);
            }
            """;
        Assert.Empty(
            Snapshot.Checked(Of(Action("accountAddTags", null), Upsert("bulkUpsert"), Upsert("customObjectBulkUpsert")), Use).Problems);
    }

    [Fact]
    public void Changed_text_of_an_upsert_rewrites_its_file_alone()
    {
        string before = Of(Action("accountAddTags", null), Upsert("bulkUpsert", "Starts an upsert"));
        GeneratorRun run = GeneratorRun.Of(before);
        GeneratorRun after = run.WithDescription(before.Replace("Starts an upsert", "Begins an upsert", StringComparison.Ordinal));

        Assert.Equal(
            ["Acme.Sales/Imports.BulkUpsert.g.cs"], after.Files.Where(file => run.Files[file.Key] != file.Value).Select(file => file.Key));
        Assert.Single(Checks.OutputReasons(after.Result), reason => reason != Microsoft.CodeAnalysis.IncrementalStepRunReason.Cached);
    }

    private static string Upsert(string name, string? summary = null) =>
        Action(name, RecordsBody, summary).Replace("/batches/actions/", "/imports/actions/", StringComparison.Ordinal);
}
