using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.Rows;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Typed rows: a user's own type gets a header, a mapping and a writer of its cells.</summary>
public class RowTests
{
    private const string Every =
        """
        [OutreachField(AccountField.Name)] public required string Company { get; init; }
            public string? Industry { get; init; }
            public int? NumberOfEmployees { get; init; }
            public decimal Score { get; init; }
            public bool? Named { get; init; }
            public DateOnly? FoundedAt { get; init; }
            public DateTimeOffset? TouchedAt { get; init; }
            [OutreachField(global::Acme.Sales.AccountField.Tags)] public IReadOnlyList<string>? Labels { get; init; }
            [OutreachField(AccountField.Custom1)] public double? Revenue { get; init; }
            [OutreachIgnore] public string? Note { get; init; }
        """;

    private const string Use =
        """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Outreach.Bulk;

        namespace Acme.Sales;

        internal static class Use
        {
            internal static Task<ImportOperation> One(OutreachClient outreach, IAsyncEnumerable<AccountRow> rows) =>
                outreach.Accounts.ImportAsync(rows, new() { DupeMethod = DupeMethod.Overwrite });

            internal static Task<ImportOperation> Two(OutreachClient outreach, List<AccountRow> rows) =>
                outreach.Accounts.ImportAsync(rows);
        }
        """;

    [Fact]
    public async Task A_row_of_every_kind_of_column()
    {
        MemoryFile[] files = [new("openapi.yml", DescriptionText)];
        string[] sources = [TestCompilation.Client, Row(Every), Use];
        GeneratorRun run = GeneratorRun.Of(files, sources);
        Checks.HoldForEverySnapshot(run, files, sources);

        Assert.Empty(run.Problems);
        Assert.Empty(await AnalyzeAsync(run));
        await Verify(run.Driver, ["AccountRow-6d1ccbe9.CsvRow"]);
    }

    [Theory]
    [InlineData("public partial record struct Row { public string? Name { get; set; } }")]
    [InlineData("public readonly partial struct Row { public string? Name { get; init; } }")]
    [InlineData("internal partial class Row { public string? Name { get; set; } }")]
    [InlineData("public sealed partial record Row(string Name, [property: OutreachField(AccountField.Industry)] string @class);")]
    [InlineData("public sealed partial record @event { public string? Name { get; set; } }")]
    public async Task Any_kind_of_type_can_be_a_row(string declaration)
    {
        GeneratorRun run = Run($"using Outreach.Bulk;\nnamespace Acme.Sales;\n[OutreachCsvRow(Model = \"Account\")]\n{declaration}");

        Checks.CompilesWithoutWarning(run.Output);
        Assert.Empty(await AnalyzeAsync(run));
        Assert.Single(RowFiles(run));
    }

    [Theory]
    [InlineData("public static partial class Outer { $ private sealed partial record Row { public string? Name { get; set; } } }")]
    [InlineData("public partial interface IOuter { $ partial record Row { public string? Name { get; set; } } }")]
    [InlineData(
        "internal partial struct Outer { public partial class Inner { $ internal partial record struct Row { public string? Name { get; "
            + "set; } } } }")]
    public async Task A_nested_type_can_be_a_row(string declaration)
    {
        string marked = declaration.Replace("$", "[OutreachCsvRow(Model = \"Account\")]", StringComparison.Ordinal);
        GeneratorRun run = Run($"using Outreach.Bulk;\nnamespace Acme.Sales;\n{marked}");

        Checks.CompilesWithoutWarning(run.Output);
        Assert.Empty(await AnalyzeAsync(run));
        Assert.Single(RowFiles(run));
    }

    [Fact]
    public async Task Columns_of_a_base_type_come_first_and_one_that_is_redeclared_counts_once()
    {
        GeneratorRun run = Run(
            "namespace Acme.Sales; public record Base { public virtual string? Name { get; init; } public string? Industry { get; init; } "
                + "}",
            Row("public override string? Name { get; init; }")
                .Replace("record AccountRow", "record AccountRow : Base", StringComparison.Ordinal));

        Checks.CompilesWithoutWarning(run.Output);
        Assert.Empty(await AnalyzeAsync(run));
        Assert.Contains(
            "    {\n        \"Industry\",\n        \"Name\",\n    };", Assert.Single(RowFiles(run)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_is_taken_by_the_clients_of_every_namespace()
    {
        GeneratorRun run = Run(
            "namespace Acme.Other; [Outreach.Bulk.OutreachBulkClient] public partial class OtherClient;",
            Row("public string? Name { get; init; }"),
            "namespace Acme; internal static class Use { internal static System.Threading.Tasks.Task Run(Acme.Other.OtherClient outreach, "
                + "Acme.Sales.AccountRow[] rows) => outreach.Accounts.ImportAsync(rows); }");

        Checks.CompilesWithoutWarning(run.Output);
        Assert.Empty(await AnalyzeAsync(run));
    }

    [Fact]
    public void Rows_of_one_model_are_not_taken_by_the_import_of_another()
    {
        GeneratorRun run = Run(Row(Every), Use.Replace("outreach.Accounts", "outreach.Prospects", StringComparison.Ordinal));

        Assert.Equal(["CS0311", "CS0311"], run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Select(problem => problem.Id));
    }

    [Fact]
    public void Edit_elsewhere_emits_nothing_again()
    {
        GeneratorRun run = Run(Row(Every));
        Checks.NothingWasDoneAgain(run.Again().Result);
        Checks.NothingWasDoneAgain(run.AfterUnrelatedEdit().Result);
    }

    [Fact]
    public void Typing_above_a_row_emits_nothing_again()
    {
        GeneratorRun run = Run(Row(Every));
        Checks.NothingWasDoneAgain(run.WithSources(TestCompilation.Client, "// A remark.\n\n" + Row(Every)).Result);
    }

    [Fact]
    public void Edit_of_one_row_type_emits_only_it_again_and_reads_no_description()
    {
        string other = Row("public string? Name { get; init; }").Replace("AccountRow", "OtherRow", StringComparison.Ordinal);
        GeneratorRun before = Run(Row(Every), other);
        GeneratorRun after = before.WithSources(
            TestCompilation.Client, Row(Every), other.Replace(
                "public string?", "public string? Industry { get; init; } public string?", StringComparison.Ordinal));

        Assert.Equal(
            ["Acme.Sales/OtherRow"], after.Files.Where(
                file => before.Files[file.Key] != file.Value).Select(file => file.Key.Split('-')[0]));
        Assert.Single(Checks.OutputReasons(after.Result), reason => reason != IncrementalStepRunReason.Cached);
        Assert.All(
            new[] { PipelineSteps.Choice, PipelineSteps.Description, PipelineSteps.CustomFields },
            step =>
                Assert.All(
                    after.Result.TrackedSteps[step].SelectMany(each => each.Outputs),
                    output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason)));
    }

    [Fact]
    public void Edit_of_a_field_that_no_row_has_emits_no_row_again()
    {
        GeneratorRun before = Run(Row("public string? Name { get; init; }"));
        GeneratorRun after = before.WithDescription(DescriptionText.Replace(
            "What the company does.", "The company's trade.", StringComparison.Ordinal));

        Assert.Equal(
            [IncrementalStepRunReason.Cached],
            after.Result.TrackedSteps[PipelineSteps.CsvRowUnits].SelectMany(each => each.Outputs).Select(output => output.Reason));
    }

    internal static IEnumerable<KeyValuePair<string, string>> RowFiles(GeneratorRun run) =>
        run.Files.Where(file => file.Key.EndsWith(".CsvRow.g.cs", StringComparison.Ordinal));
}
