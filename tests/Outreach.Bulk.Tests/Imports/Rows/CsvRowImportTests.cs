using System.Runtime.CompilerServices;
using System.Text.Json;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Rows become an import: all of them, or nothing is started and no file is left.</summary>
[Collection(SpoolFiles.Name)]
public class CsvRowImportTests
{
    private static readonly AccountRow[] s_rows = [new("Acme", "1"), new("Smith, \"J\"\n& Co", "2")];

    [Fact]
    public async Task Rows_are_uploaded_as_a_file_and_imported()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        List<ImportProgress> seen = [];
        ImportOperation import = await accounts.ImportRowsAsync(
            s_rows.ToAsyncEnumerable(), new() { DupeMethod = DupeMethod.Overwrite }, new ImportTests.Collect(seen));

        Assert.Equal(31, import.Id);
        Assert.Equal("companyName,crmId\r\nAcme,1\r\n\"Smith, \"\"J\"\"\n& Co\",2\r\n", Assert.Single(server.Puts).Body);
        Assert.Equal((ImportPhase.Preparing, 0L, 2L), (seen[0].Phase, seen[0].BytesTotal, seen[0].Records));
        JsonElement body = JsonDocument.Parse(Assert.Single(server.Starts).Body).RootElement;
        JsonElement attributes = body.GetProperty("data").GetProperty("attributes");
        Assert.Equal(2, attributes.GetProperty("recordCount").GetInt64());
        Assert.Equal("""{"companyName":"name","crmId":"customId"}""", attributes.GetProperty("mappings").GetRawText());
        Assert.Matches("^rows\\.[0-9a-f]{16}\\.csv$", attributes.GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task Rows_of_a_plain_sequence_are_imported_under_the_name_that_the_options_give()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportRowsAsync(s_rows, new() { FileName = "nightly.csv" });

        Assert.Contains("\"fileName\":\"nightly.", Assert.Single(server.Starts).Body);
    }

    [Fact]
    public async Task Without_a_row_the_error_is_that_of_a_file_with_a_header_only()
    {
        CsvException error = await FailsAsync<CsvException>(AsyncEnumerable.Empty<AccountRow>());
        CsvProblem problem = Assert.Single(error.Problems);

        Assert.Equal(CsvProblemKind.NoRecords, problem.Kind);
        Assert.StartsWith("rows.csv cannot be imported; nothing was started.", error.Message);
    }

    [Fact]
    public async Task What_reading_the_rows_throws_comes_through_as_it_is()
    {
        IOException expected = new("The database is gone.");
        Assert.Same(expected, await FailsAsync<IOException>(Broken(expected)));
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_is_told_with_its_number()
    {
        CsvException error = await FailsAsync<CsvException>(s_rows.Append(new("\uD800", "3")).ToAsyncEnumerable());
        Assert.Equal(3, Assert.Single(error.Problems).Row);
    }

    [Theory]
    [InlineData(" ", "\t")]
    [InlineData("\u00A0", "\u3000")]
    [InlineData("\u200B", "\r\n")]
    public async Task A_row_of_which_nothing_is_seen_is_told_with_its_number(string name, string id)
    {
        CsvException error = await FailsAsync<CsvException>(s_rows.Append(new(name, id)).ToAsyncEnumerable());
        Assert.Equal((CsvProblemKind.BlankRecord, 3L), (error.Problems[0].Kind, error.Problems[0].Row));
    }

    [Fact]
    public async Task Values_of_rows_are_what_they_are_though_a_file_could_not_have_them()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportRowsAsync([new AccountRow("A\uFEFFcme\u001A", "1"), new AccountRow("companyName", "crmId")], new());
        Assert.Equal("companyName,crmId\r\nA\uFEFFcme\u001A,1\r\ncompanyName,crmId\r\n", Assert.Single(server.Puts).Body);
    }

    [Fact]
    public async Task Rows_without_an_end_stop_at_the_most_that_an_import_takes()
    {
        CsvException error = await FailsAsync<CsvException>(Endless(), new() { MaximumRows = 5_000 });

        Assert.Equal((CsvProblemKind.TooManyRecords, 5_001L), (Assert.Single(error.Problems).Kind, error.Problems[0].Row));
        Assert.Contains("an import takes at most 5000 (ImportOptions.MaximumRows)", error.Message);
    }

    [Fact]
    public async Task A_cancelled_import_stops_reading_rows()
    {
        using CancellationTokenSource source = new();
        int read = 0;
        await FailsAsync<OperationCanceledException>(Endless(See), cancellationToken: source.Token);
        Assert.Equal(100, read);

        void See(int at)
        {
            read = at;
            if (at == 100)
                source.Cancel();
        }
    }

    [Fact]
    public async Task The_source_of_the_rows_is_told_of_the_cancellation()
    {
        using CancellationTokenSource source = new();
        await FailsAsync<OperationCanceledException>(Waiting(source), cancellationToken: source.Token);
    }

    [Fact]
    public async Task Rows_that_repeat_a_key_are_told_as_those_of_a_file_are()
    {
        AccountRow[] rows = [new("A", "1"), new("B", "2"), new("C", "1")];
        CsvException error = await FailsAsync<CsvException>(rows.ToAsyncEnumerable());
        Assert.Equal(["line 4, column 1: 'crmId' is the same as in line 2."], error.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public async Task Options_that_cannot_be_used_are_refused_before_a_row_is_read()
    {
        await FailsAsync<ArgumentException>(Broken(new InvalidOperationException()), new() { RowFormat = new() { TrueText = "" } });
        await FailsAsync<ArgumentException>(Broken(new InvalidOperationException()), new() { RowFormat = null! });
    }

    [Fact]
    public void The_mapping_of_a_type_is_to_be_had_for_what_takes_a_file_and_a_mapping() =>
        Assert.Equal("companyName to name, crmId to customId", CsvRowWriter.MappingOf<AccountRow>().ToString());

    private static async Task<T> FailsAsync<T>(
        IAsyncEnumerable<AccountRow> rows, ImportOptions? options = null, CancellationToken cancellationToken = default)
        where T : Exception
    {
        IReadOnlyList<string> before = SpoolFiles.All;
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        T error = await Assert.ThrowsAnyAsync<T>(() => accounts.ImportRowsAsync(rows, options, null, cancellationToken));
        Assert.Empty(server.Starts);
        Assert.Empty(server.Puts);
        Assert.Empty(SpoolFiles.All.Except(before));
        return error;
    }

    private static async IAsyncEnumerable<AccountRow> Broken(Exception exception)
    {
        await Task.Yield();
        foreach (AccountRow row in s_rows)
            yield return row;
        throw exception;
    }

    private static async IAsyncEnumerable<AccountRow> Endless(Action<int>? see = null)
    {
        await Task.CompletedTask;
        for (int at = 1; ; at++)
        {
            see?.Invoke(at);
            yield return new("Acme", at.ToString());
        }
    }

    private static async IAsyncEnumerable<AccountRow> Waiting(
        CancellationTokenSource source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return s_rows[0];
        await source.CancelAsync();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
