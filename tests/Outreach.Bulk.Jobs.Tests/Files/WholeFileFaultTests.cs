using System.Text;
using CsCheck;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Jobs.Files;
using Outreach.Bulk.Keys;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Jobs.Tests.Files;

/// <summary>What is wrong with a file is told of all of it, as a single import tells it, before it is cut.</summary>
public class WholeFileFaultTests
{
    private static readonly ImportOptions s_any = new() { AllowUnmappedHeaders = true };

    private static readonly Gen<string> s_soup = Gen.Select(
        CsvText.Of("a,b\n", "a,b\r\n", "\uFEFFa,b\n", "a,b\r", "", "a;b\n"),
        CsvText.Of("k1,1\n", "k2,2\n", "k3,3\n", " k1 ,1\n", "\"k\"\"1\",1\n", "\"k1\",x\n", "x,\"y\nz\"\n", "x\n",
            "x,y,z\n", ",\n", "x\"y,1\n", "\0,1\n", "y,1\r\n", "a,b\n", "x,\"open\n")
            .Array[0, 14],
        (head, rows) => head + string.Concat(rows));

    [Fact]
    public Task Faults_and_repeated_keys_are_those_that_a_single_import_tells() =>
        Gen.Select(s_soup, Gen.Int[1, 5]).SampleAsync(async (csv, rowsPerPart) =>
        {
            CsvFile file = CsvFile.From(Encoding.UTF8.GetBytes(csv), "soup.csv");
            Assert.Equal(await FaultsOfOneImportAsync(csv, "customId"), await FaultsOfCutAsync(file, AnyMapping.Of("a"), rowsPerPart));
        }, iter: 2_000);

    [Fact]
    public async Task A_key_that_is_no_number_is_told_beside_the_one_that_is_repeated()
    {
        AnyMapping mapping = new();
        mapping.AddUnchecked("a", "id");
        string error = await FaultsOfCutAsync(CsvFile.From("a,b\n017,1\nx,2\n17,3\n"u8.ToArray(), "soup.csv"), mapping, 1);
        Assert.Equal(await FaultsOfOneImportAsync("a,b\n017,1\nx,2\n17,3\n", "id"), error);
        Assert.Contains("line 3, column 1: 'a' is mapped to id, and its value is no whole number.", error);
        Assert.Contains("line 4, column 1: 'a' is the same as in line 2.", error);
    }

    [Fact]
    public async Task A_repetition_in_another_part_is_refused_with_the_lines_of_the_file()
    {
        string error = await FaultsOfCutAsync(
            CsvFile.From("a;b\nk1;\"1\n1\"\nk2;2\nk1;3\n"u8.ToArray(), "soup.csv").ReadAs(';'), AnyMapping.Of("a"), 1);
        Assert.Equal("soup.csv cannot be imported; nothing was started. line 5, column 1: 'a' is the same as in line 2.", error);
    }

    [Theory]
    [InlineData("customId", null, false)]
    [InlineData("customId", "", true)]
    [InlineData("customId", "b", true)]
    [InlineData("name", null, true)]
    [InlineData("name", "b", false)]
    public async Task Parts_run_in_order_where_keys_may_be_repeated(string apiName, string? unique, bool mustRunInOrder)
    {
        AnyMapping mapping = new();
        mapping.AddUnchecked("a", apiName);
        ImportOptions options = s_any with { UniqueColumns = unique?.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        CsvFile file = CsvFile.From("a,b\nk1,1\nk2,2\nk3,3\n"u8.ToArray(), "a.csv");
        Assert.Equal(mustRunInOrder, (await FileCut.RunAsync(file, mapping, options, 1)).MustRunInOrder);
        Assert.False((await FileCut.RunAsync(file, mapping, options, 3)).MustRunInOrder);
    }

    [Fact]
    public async Task Columns_that_do_not_fit_are_told_before_the_file_is_read()
    {
        CsvFile file = CsvFile.From("a,b\nk1,1\n"u8.ToArray(), "a.csv");
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => FileCut.RunAsync(file, AnyMapping.Of("a", "c"), s_any, 1));
        Assert.Contains(error.Problems, problem => problem.Kind == CsvProblemKind.MissingHeader);
    }

    private static async Task<string> FaultsOfCutAsync(CsvFile file, ImportMapping mapping, int rowsPerPart)
    {
        try
        {
            await FileCut.RunAsync(file, mapping, s_any, rowsPerPart);
            return "";
        }
        catch (CsvException error)
        {
            return error.Message;
        }
    }

    // The steps of an upload that find faults, over a file that is one piece.
    private static async Task<string> FaultsOfOneImportAsync(string csv, string apiName)
    {
        AnyMapping mapping = new();
        mapping.AddUnchecked("a", apiName);
        byte[] bytes = Encoding.UTF8.GetBytes(csv);
        try
        {
            IReadOnlyList<string> header = await CsvFile.From(bytes, "soup.csv").ReadHeaderAsync();
            mapping.ThrowIfNotUsable(header, allowUnmappedHeaders: true);
            KeyCheck keys = new(KeyColumns.Checked(null, KeyDifferences.None, mapping, header));
            CsvScanner scanner = new(new(long.MaxValue, s_any.MaximumCellBytes));
            scanner.Push(bytes);
            if (scanner.ProblemCount == 0)
                keys.Push(bytes);
            scanner.Complete();
            if (scanner.ProblemCount == 0)
                keys.Complete();
            if (scanner.ProblemCount + keys.ProblemCount > 0)
                throw CsvException.Faulty("soup.csv", [.. scanner.Problems, .. keys.Problems]);
            return "";
        }
        catch (CsvException error)
        {
            return error.Message;
        }
    }
}
