using System.Text;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs.Files;

namespace Outreach.Bulk.Jobs.Tests.Files;

/// <summary>Parts are imported as if they were files, over HTTP, to the emulator.</summary>
public class PartImportTests
{
    private static readonly AccountMapping s_mapping = new()
    {
        ["n"] = AccountField.Name,
        ["k"] = AccountField.CustomId,
        ["e"] = AccountField.NumberOfEmployees,
    };

    [Fact]
    public async Task All_records_arrive_once_and_failures_have_the_lines_of_the_source()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        string path = Write("n,k,e\r\n\"Two\r\nlines\",k1,1\r\nB,k2,many\r\nC,k3,3\r\nD,k4,few\r\nE,k5,5\r\n");
        CsvFile file = CsvFile.At(path);
        FileParts parts = await FileCut.RunAsync(file, s_mapping, new(), 2);
        Assert.Equal([2L, 5, 7], parts.Parts.Select(part => part.FirstLine));

        using MemoryStream failed = new();
        foreach (FilePart part in parts.Parts)
        {
            CsvFile opened = parts.Open(file, part);
            ImportOperation import = await client.Accounts.ImportAsync(opened, s_mapping, parts.OptionsOf(file, part, new()));
            FailureReport report = await (await import.WaitForCompletionAsync()).ReadFailuresAsync(opened, s_mapping);
            if (part.Number == 1)
                await report.WriteCsvAsync(failed);
            else
                await report.WriteMoreCsvAsync(failed, default);
        }

        Assert.Equal(3, emulator.CountRecords("account"));
        string[] lines = Encoding.UTF8.GetString(failed.ToArray()).Split("\r\n");
        Assert.Equal(("n,k,e,outreach_error,source_line", 4), (lines[0], lines.Length));
        Assert.StartsWith("B,k2,many,", lines[1]);
        Assert.EndsWith(",4", lines[1]);
        Assert.StartsWith("D,k4,few,", lines[2]);
        Assert.EndsWith(",6", lines[2]);
        File.Delete(path);
    }

    [Theory]
    [InlineData("other bytes")]
    [InlineData("a fault")]
    [InlineData("another length")]
    public async Task A_source_that_changed_since_it_was_cut_starts_nothing_and_is_told_with_both(string how)
    {
        await using OutreachEmulator emulator = await StartAsync();
        string csv = "n,k,e\nA,k1,1\nB,k2,2\nC,k3,3\nD,k4,4\n";
        string path = Write(csv);
        CsvFile file = CsvFile.At(path);
        FileParts parts = await FileCut.RunAsync(file, s_mapping, new(), 2);
        await File.WriteAllTextAsync(path, how switch
        {
            "other bytes" => csv.Replace("D,k4", "D,k9"),
            "a fault" => csv.Replace("D,k4", "D\"k4"),
            _ => csv + "E,k5,5\n",
        });

        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => Over(emulator).Accounts.ImportAsync(parts.Open(file, parts.Parts[1]), s_mapping));
        Assert.Contains(" changed since it was planned, and this import was not started.", error.Message);
        Assert.Contains(
            how == "another length" ? "It had 34 bytes, and has 41." : $"from line 4 on, had the SHA-256 {parts.Parts[1].Sha256}",
            error.Message);
        Assert.DoesNotContain("k9", error.Message);
        Assert.Empty(emulator.PostedActions);
        Assert.DoesNotContain(emulator.Requests, request => request.ToString()!.Contains("accountsImport", StringComparison.Ordinal));
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<CsvException>(() => parts.ThrowIfChangedAsync(file, default))).Message);
        File.Delete(path);
    }

    [Fact]
    public async Task A_part_that_did_not_change_is_sent_when_another_did()
    {
        await using OutreachEmulator emulator = await StartAsync();
        string path = Write("n,k,e\nA,k1,1\nB,k2,2\n");
        CsvFile file = CsvFile.At(path);
        FileParts parts = await FileCut.RunAsync(file, s_mapping, new(), 1);
        await File.WriteAllTextAsync(path, "n,k,e\nA,k1,1\nX,k2,2\n");
        ImportOperation import = await Over(emulator).Accounts.ImportAsync(parts.Open(file, parts.Parts[0]), s_mapping);
        (await import.WaitForCompletionAsync()).EnsureAllSucceeded();
        Assert.Equal(1, emulator.CountRecords("account"));
        File.Delete(path);
    }

    [Fact]
    public async Task What_other_options_refuse_in_a_part_has_the_lines_of_the_source()
    {
        CsvFile file = CsvFile.From("n,k,e\nA,k1,1\nB,k2,2\nA long name,k3,3\n"u8.ToArray(), "a.csv");
        FileParts parts = await FileCut.RunAsync(file, s_mapping, new(), 1);
        await using OutreachEmulator emulator = await StartAsync();
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => Over(emulator).Accounts.ImportAsync(parts.Open(file, parts.Parts[2]), s_mapping, new() { MaximumCellBytes = 4 }));
        CsvProblem problem = Assert.Single(error.Problems);
        Assert.Equal((CsvProblemKind.CellTooLong, 4L, null), (problem.Kind, problem.Line, problem.Offset));
    }

    [Fact]
    public async Task Rows_are_written_to_a_file_that_only_its_owner_reads_and_stay_until_they_are_deleted()
    {
        await using OutreachEmulator emulator = await StartAsync();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        CsvFile written = await RowFile.WriteAsync(Rows(5), path, new(), onRowsWritten: null, default);
        FileParts parts = await FileCut.RunAsync(written, MappingOf<PartRow>(), new(), 2);
        Assert.Equal([2L, 2, 1], parts.Parts.Select(part => part.Rows));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        CsvFile found = RowFile.At(path);
        AccountMapping mapping = new() { ["Name"] = AccountField.Name, ["CustomId"] = AccountField.CustomId };
        foreach (FilePart part in parts.Parts)
        {
            ImportOperation import = await Over(emulator).Accounts.ImportAsync(parts.Open(found, part), mapping);
            (await import.WaitForCompletionAsync()).EnsureAllSucceeded();
        }

        Assert.Equal(5, emulator.CountRecords("account"));
        RowFile.Delete(path);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Rows_that_cannot_be_written_leave_no_file()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await Assert.ThrowsAsync<InvalidOperationException>(() => RowFile.WriteAsync(Broken(), path, new(), onRowsWritten: null, default));
        Assert.False(File.Exists(path));
        await Assert.ThrowsAsync<CsvException>(
            () => RowFile.WriteAsync(Rows(1), Path.Combine(path, "no-such-folder"), new(), onRowsWritten: null, default));

        static async IAsyncEnumerable<PartRow> Broken()
        {
            await foreach (PartRow row in Rows(2))
                yield return row;
            throw new InvalidOperationException();
        }
    }

    private static ImportMapping MappingOf<TRow>()
        where TRow : ICsvRow<TRow> => TRow.CreateMapping();

    private static async IAsyncEnumerable<PartRow> Rows(int count)
    {
        await Task.CompletedTask;

        // Ctrl-Z is a value of a row, and a fault of a file.
        for (int row = 1; row <= count; row++)
            yield return new() { Name = $"\u001A{row}", CustomId = $"k{row}" };
    }

    private static string Write(string csv)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.csv");
        File.WriteAllText(path, csv);
        return path;
    }

    private static Task<OutreachEmulator> StartAsync() => OutreachEmulator.StartAsync(new() { Accounts = 0, Prospects = 0 });

    private static OutreachClient Over(OutreachEmulator emulator) => new(new OutreachBulkOptions
    {
        BaseAddress = emulator.BaseAddress,
        AccessToken = (_, _) => new(emulator.AccessToken),
        PollInterval = TimeSpan.FromMilliseconds(10),
    });
}

/// <summary>An account as a row.</summary>
[OutreachCsvRow(Model = "Account")]
public sealed partial record PartRow
{
    public string? Name { get; init; }

    public required string CustomId { get; init; }
}
