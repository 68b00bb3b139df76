using System.Diagnostics.CodeAnalysis;
using System.Text;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Bad files and bad networks: a clear error, nothing started, no temporary file left.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-bulk-tests-").FullName;

    // Another process, or one that broke off, may have left its own.
    private readonly string[] _spoolsBefore = Spools();

    public static TheoryData<string, Func<byte[]>, CsvProblemKind, long, long> Faults => new()
    {
        { "empty", () => [], CsvProblemKind.EmptyFile, 1, 1 },
        { "header only", () => Head(""), CsvProblemKind.NoRecords, 2, 1 },
        { "UTF-16", () => Encoding.Unicode.GetBytes(ImportTests.Csv), CsvProblemKind.Utf16, 1, 1 },
        { "Latin-1", () => [.. Head("M"), 0xFC, .. "ller,1\n"u8], CsvProblemKind.InvalidUtf8, 2, 2 },
        { "mixed line breaks", () => Head("a,1\r\nb,2\n"), CsvProblemKind.MixedLineBreaks, 2, 4 },
        { "unclosed quote", () => Head("a,\"1\nb,2\n"), CsvProblemKind.UnclosedQuote, 2, 3 },
        { "too few cells", () => Head("a,1\nb\n"), CsvProblemKind.TooFewCells, 3, 2 },
        { "too many cells", () => Head("a,1\nb,2,3\n"), CsvProblemKind.TooManyCells, 3, 5 },
        { "NUL", () => Head("a,\0\n"), CsvProblemKind.NulByte, 2, 3 },
        { "50 MB", () => Head("a," + new string('x', 50_000_000) + "\n"), CsvProblemKind.CellTooLong, 2, 3 },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Faults))]
    [SuppressMessage("Usage", "xUnit1026:Theory methods should use all of their parameters", Justification = "The name is the test's own.")]
    public async Task A_faulty_file_is_refused_by_line_and_column_and_nothing_is_started(
        string name, Func<byte[]> file, CsvProblemKind kind, long line, long column)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(CsvFile.From(new Trickle(file()), "bad.csv"), ImportTests.Mapping));
        Assert.Equal((kind, line, column), (error.Problems[0].Kind, error.Problems[0].Line, error.Problems[0].Column));
        Assert.Contains($"line {line}, column {column}", error.Message);
        Assert.StartsWith("bad.csv", error.Message);
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
        AssertNoSpool();
    }

    [Fact]
    public async Task Faults_far_into_a_file_stop_its_upload_before_its_end_and_are_all_told()
    {
        string rows = string.Concat(Enumerable.Repeat("Acme,1\n", 60_000));
        byte[] file = Head($"{rows}a\n{rows}b,1,2\n{rows}");
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => accounts.ImportAsync(
            CsvFile.From(file, "bad.csv"), ImportTests.Mapping, new() { MaximumRows = 1_000_000, UniqueColumns = [] }));
        Assert.Equal([60_002, 120_003], error.Problems.Select(problem => problem.Line));
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Fact]
    public async Task Too_many_rows_are_refused_before_the_validation()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping, new() { MaximumRows = 1 }));
        Assert.Equal(CsvProblemKind.TooManyRecords, Assert.Single(error.Problems).Kind);
        Assert.Single(server.Http.Posts);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_is_a_directory_is_told_so()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException missing = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(CsvFile.At(Path.Combine(_folder, "none.csv")), ImportTests.Mapping));
        Assert.StartsWith("none.csv cannot be read", missing.Message);
        CsvException directory = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(CsvFile.At(_folder), ImportTests.Mapping));
        Assert.Contains("directory", directory.Message);
        Assert.Empty(server.Http.Received);
    }

    [Fact]
    public async Task A_file_without_read_permission_is_told_so()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permissions do not bind this user.");
        string path = Path.Combine(_folder, "locked.csv");
        await File.WriteAllTextAsync(path, ImportTests.Csv);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.None);
        else
            Assert.Skip("Permissions are of another kind.");
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => CsvFile.At(path).ReadHeaderAsync());
        Assert.Contains("may not be read", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_grows_or_is_cut_short_while_it_is_read_never_arrives_whole(bool grows)
    {
        string path = Path.Combine(_folder, "moving.csv");
        await File.WriteAllBytesAsync(path, Head(string.Concat(Enumerable.Repeat("Acme,1\n", 90_000))));
        await using ImportServer server = new();
        server.OnLink = _ =>
        {
            using FileStream other = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            other.SetLength(grows ? other.Length + 7 : other.Length - 7);
            return null!;
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => accounts.ImportAsync(CsvFile.At(path), ImportTests.Mapping, new() { UniqueColumns = [] }));
        Assert.StartsWith("moving.csv changed while it was read", error.Message);
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch", 403, "What was sent is not what was signed")]
    [InlineData("RequestTimeTooSkewed", 403, "clock")]
    [InlineData("EntityTooLarge", 400, "too large")]
    [InlineData("AccessDenied", 403, "new one")]
    [InlineData("NotImplemented", 501, "chunked")]
    [InlineData("<!DOCTYPE x>", 403, "no reason given")]
    public async Task The_storage_s_errors_are_understood_and_only_their_code_is_repeated(string code, int status, string remedy)
    {
        await using ImportServer server = new() { OnPut = _ => ImportServer.Xml(status, code) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadException error = await Assert.ThrowsAsync<UploadException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Contains(remedy, error.Message);
        Assert.DoesNotContain(ImportServer.StorageKey, error.ToString());
        Assert.DoesNotContain(ImportServer.Signature, error.ToString());
        Assert.Single(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Fact]
    public async Task A_redirect_of_the_storage_is_not_followed()
    {
        await using ImportServer server = new() { OnPut = _ => Reply.Redirect("/elsewhere") };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<UploadException>(() => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Single(server.Puts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_connection_that_is_cut_at_every_try_of_an_upload_starts_nothing(int tenth)
    {
        byte[] file = Head(string.Concat(Enumerable.Repeat("Acme,1\n", 90_000)));
        await using BrokenStorage storage = new(file.Length / 10 * tenth);
        string link = $$"""{"storageKey":"{{ImportServer.StorageKey}}","uploadUrl":"{{storage.Link}}"}""";
        await using ImportServer server = new() { OnLink = _ => Reply.Json($$"""{"data":{"type":"upload","attributes":{{link}}} }""") };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(() => accounts.ImportAsync(
            CsvFile.From(new Trickle(file), "a.csv"), ImportTests.Mapping, new() { UniqueColumns = [] }));
        Assert.Contains($"of {file.Length} bytes", error.Message);
        Assert.DoesNotContain(ImportServer.Signature, error.ToString());
        Assert.Contains(storage.Link.Split('/')[2], error.Message);
        Assert.Equal(4, storage.Connections);
        Assert.Single(server.Http.Received);
        Assert.All(server.Http.Received, request => Assert.EndsWith("/generateUploadLink", request.Path));
        AssertNoSpool();
    }

    [Fact]
    public async Task A_storage_that_falls_silent_is_given_up_after_the_request_s_time()
    {
        byte[] file = Head(string.Concat(Enumerable.Repeat("Acme,1\n", 90_000)));
        await using BrokenStorage storage = new(1000, fallsSilent: true);
        await using ImportServer server = new();
        VirtualTime time = new();
        using ImportingAccounts accounts = new(server.BaseAddress, time);
        UploadLink link = new() { Address = storage.Link, StorageKey = "k", CreatedAt = time.GetUtcNow() };
        Task<UploadedFile> upload = accounts.Imports.UploadAsync(link, CsvFile.From(file, "a.csv"));
        await storage.IsSilent.Task;
        while (!upload.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(100));
            await Task.Yield();
        }

        Assert.Contains("RequestTimeout", (await Assert.ThrowsAsync<OutreachConnectionException>(() => upload)).Message);
    }

    [Fact]
    public async Task A_cancelled_upload_says_whose_token_it_was()
    {
        await using BrokenStorage storage = new(1000, fallsSilent: true);
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        using CancellationTokenSource stop = new();
        UploadLink link = new() { Address = storage.Link, StorageKey = "k", CreatedAt = default };
        CsvFile file = CsvFile.From(new Trickle(Head(string.Concat(Enumerable.Repeat("Acme,1\n", 90_000)))), "a.csv");
        Task<UploadedFile> upload = accounts.Imports.UploadAsync(link, file, cancellationToken: stop.Token);
        await storage.IsSilent.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        AssertNoSpool();
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_imported_through_a_file_that_is_gone_afterwards()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvFile file = CsvFile.From(new Trickle(Encoding.UTF8.GetBytes(ImportTests.Csv)), "a.csv");
        await accounts.ImportAsync(file, ImportTests.Mapping);
        Assert.Equal(ImportTests.Csv, Assert.Single(server.Puts).Body);
        AssertNoSpool();
        await Assert.ThrowsAsync<InvalidOperationException>(() => accounts.ImportAsync(file, ImportTests.Mapping));
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_no_file()
    {
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => CsvFile.From(new Trickle(Head("a,1\n"), breaks: true), "a.csv").ReadHeaderAsync());
        Assert.Contains("cable", error.Message);
        AssertNoSpool();
    }

    [Fact]
    public async Task A_stream_that_can_seek_is_read_from_where_it_stands_again_and_again()
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes("junk" + ImportTests.Csv)) { Position = 4 };
        CsvFile file = CsvFile.From(stream, "a.csv");
        Assert.Equal(["companyName", "crmId"], await file.ReadHeaderAsync());
        Assert.Equal(["companyName", "crmId"], await file.ReadHeaderAsync());
        Assert.True(stream.CanRead);
    }

    private static byte[] Head(string rows) => Encoding.UTF8.GetBytes("companyName,crmId\n" + rows);

    private static string[] Spools() => Directory.GetFiles(Path.GetTempPath(), "outreach-bulk-*");

    private void AssertNoSpool() => Assert.Empty(Spools().Except(_spoolsBefore));

    /// <summary>A stream as a network gives it: no length, no seeking, a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, bool breaks = false) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            byte[] rest = ToArray();
            await destination.WriteAsync(rest.AsMemory(0, rest.Length / 2), cancellationToken);
            if (breaks)
                throw new IOException("cable");
            await destination.WriteAsync(rest.AsMemory(rest.Length / 2), cancellationToken);
        }
    }
}
