using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Usage;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Imports of files: a method of the model's group, and a mapping whose right-hand side is the model's fields.</summary>
public class ImportTests
{
    private const string FileBody =
        "{ properties: { storageKey: { type: string }, mappings: { type: object }, recordCount: { type: integer }, dupeMethod: { type: "
            + "string } } }";

    [Fact]
    public Task An_import_of_a_file() => Snapshot.Of(
        Of(Action("accountAddTags", null), Import("accountsImport", FileBody, "Starts an import of accounts")),
        about: ["Accounts.Import", "Accounts.Actions.Edit"]);

    [Theory]
    [InlineData("generateUploadLink", null)]
    [InlineData("scheduleImport", "{ properties: { dupeMethod: { type: string } } }")]
    public void Other_operations_on_imports_give_no_method(string name, string? body)
    {
        GeneratorRun run = GeneratorRun.Of(Of(Action("accountAddTags", null), Import(name, body)));

        Assert.Empty(run.Problems);
        Assert.DoesNotContain(run.Files.Values, text => text.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Import_of_a_model_without_a_schema_is_left_out_and_reported()
    {
        GeneratorRun run = Snapshot.Checked(Of(Action("accountAddTags", null), Import("opportunitiesImport", FileBody)));

        Assert.Equal(DiagnosticIds.ImportWithoutModel, Assert.Single(run.Problems).Id);
        Assert.DoesNotContain(run.Files.Keys, file => file.Contains("Opportunities", StringComparison.Ordinal));
    }

    [Fact]
    public void Import_of_a_model_that_no_action_acts_on_makes_its_group_and_fields()
    {
        GeneratorRun run = Snapshot.Checked(With(
            Account + "\n    prospect: { properties: { title: { type: string } } }",
            Action("accountAddTags", null), Import("prospectsImport", FileBody)));

        Assert.Empty(run.Problems);
        Assert.Contains("Acme.Sales/Prospects.Import.g.cs", run.Files.Keys);
        Assert.Contains("Acme.Sales/ProspectField.g.cs", run.Files.Keys);
        Assert.Contains(
            "public global::Acme.Sales.ProspectsActions Prospects { get; init; }",
            run.Files["Acme.Sales/OutreachClient.g.cs"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_text_of_an_import_rewrites_its_file_alone()
    {
        string before = Of(Action("accountAddTags", null), Import("accountsImport", FileBody, "Starts an import"));
        GeneratorRun run = GeneratorRun.Of(before);
        GeneratorRun after = run.WithDescription(before.Replace("Starts an import", "Begins an import", StringComparison.Ordinal));

        Assert.Equal(
            ["Acme.Sales/Accounts.Import.g.cs"], after.Files.Where(file => run.Files[file.Key] != file.Value).Select(file => file.Key));
        Assert.Single(Checks.OutputReasons(after.Result), reason => reason != Microsoft.CodeAnalysis.IncrementalStepRunReason.Cached);
    }

    private static string Import(string name, string? attributes, string? summary = null) =>
        Action(name, attributes, summary).Replace("/batches/actions/", "/imports/actions/", StringComparison.Ordinal);
}
