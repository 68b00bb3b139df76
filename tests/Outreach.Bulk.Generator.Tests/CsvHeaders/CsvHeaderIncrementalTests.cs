using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.CsvHeaderProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 10 for CSV files: nothing recomputed but what shows the change.</summary>
public class CsvHeaderIncrementalTests
{
    private const string Header = "companyName,crmId\n";

    [Fact]
    public void Edit_of_unrelated_code_leaves_all_cached() => Checks.NothingWasDoneAgain(Run(Header).AfterUnrelatedEdit().Result);

    [Fact]
    public void Edit_of_a_row_rewrites_nothing()
    {
        GeneratorRun after = Run(Header + "Acme,1\n").WithFiles(Of(Header + "Acme Rockets,1\nWidgets,2\n"));

        Checks.OutputsAreCached(after.Result);
    }

    [Fact]
    public void Other_quotes_and_line_breaks_rewrite_nothing() =>
        Checks.OutputsAreCached(Run(Header).WithFiles(Of("\"companyName\",\"crmId\"\r\n")).Result);

    [Fact]
    public void File_that_was_moved_rewrites_nothing() =>
        Checks.OutputsAreCached(
            Run(Header)
                .WithFiles(Files(
                    MemoryFile.Csv("moved/accounts.csv", Header), MemoryFile.Csv("people.csv", "title\n", "Prospect"))).Result);

    [Fact]
    public void Renamed_header_rewrites_that_file_s_mapping_alone() =>
        Assert.Equal(["Acme.Sales/AccountsCsvMapping.g.cs"], Rewritten(Run(Header), Of("company,crmId\n")));

    [Fact]
    public void Edit_of_the_description_rewrites_no_mapping_of_a_file()
    {
        GeneratorRun before = Run(Header);
        MemoryFile[] files = Of(Header);
        files[0] = new(files[0].Path, DescriptionText.Replace("What the company does.", "What it does.", StringComparison.Ordinal));

        Assert.Equal(["Acme.Sales/AccountField.g.cs"], Rewritten(before, files));
    }

    [Fact]
    public void Mended_file_takes_its_diagnostic_away()
    {
        GeneratorRun broken = Run("\"companyName,crmId\n");
        Assert.Equal([DiagnosticIds.UnreadableCsvHeader], broken.Result.Diagnostics.Select(problem => problem.Id));

        GeneratorRun mended = broken.WithFiles(Of(Header));
        Assert.Empty(mended.Result.Diagnostics);
        Assert.Contains("Acme.Sales/AccountsCsvMapping.g.cs", mended.Files.Keys);
    }

    private static MemoryFile[] Of(string text) =>
        Files(MemoryFile.Csv("accounts.csv", text), MemoryFile.Csv("people.csv", "title\n", "Prospect"));

    private static GeneratorRun Run(string text) => GeneratorRun.Of(Of(text));

    private static string[] Rewritten(GeneratorRun before, MemoryFile[] files)
    {
        GeneratorRun after = before.WithFiles(files);
        string[] changed =
        [
            .. after.Files.Where(file => before.Files[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(changed.Length, Checks.OutputReasons(after.Result).Count(reason => reason != IncrementalStepRunReason.Cached));
        return changed;
    }
}
