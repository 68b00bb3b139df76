using System.Globalization;
using System.Text;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Tests.Support;
using Sylvan.Data.Csv;

using CsvDataReader = Sylvan.Data.Csv.CsvDataReader;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Files with another separator or encoding are imported when it is said, and keep their lines and columns.</summary>
public class CsvConversionTests
{
    private static readonly Encoding s_windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly Encoding[] s_encodings = [
        new UTF8Encoding(false), s_windows, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32,
        CodePagesEncodingProvider.Instance.GetEncoding(932)!];

    private static readonly Gen<string> s_cell = Gen.OneOf(
        Of("", "x", "a,b", "a;b", "a\tb", "a|b", "\"", "say \"hi\"", "two\r\nlines", "\n", "größe", " blank ", ",", ",\";"),
        Gen.String[Of('a', ',', ';', '"', '\n', '\t', '|', 'ß', '€', 'Z', ' '), 0, 12]);

    private static readonly Gen<(string[][] Rows, char Separator, Encoding Encoding, string NewLine, bool QuotesAll, bool IsMarked, int Cut)> s_file =
        from width in Gen.Int[1, 4]
        from rows in s_cell.Array[width].Array[1, 30]
        from separator in Of(';', '\t', '|', ',', '^')
        from encoding in Of(s_encodings)
        from newLine in Of("\n", "\r\n", "\r")
        from quotesAll in Gen.Bool
        from isMarked in Gen.Bool
        from cut in Gen.Int[1, 40]
        select (rows.Select((row, at) => Encodable(row, encoding, at)).ToArray(), separator, encoding, newLine, quotesAll, isMarked, cut);

    [Fact]
    public Task Any_records_in_any_separator_and_encoding_become_the_same_records_in_UTF8_with_commas() => s_file.SampleAsync(async file =>
    {
        string text = Write(file.Rows, file.Separator, file.NewLine, file.QuotesAll);
        byte[] bytes = [.. file.IsMarked ? file.Encoding.GetPreamble() : [], .. file.Encoding.GetBytes(text)];
        string converted = Encoding.UTF8.GetString(
            await ConvertAsync(new Pieces(bytes, file.Cut), new(file.Separator, file.Encoding)));
        Assert.Equal(file.Rows, CsvHelper(converted));
        if (file.NewLine != "\r")
            Assert.Equal(file.Rows[1..], Sylvan(converted));
        if (!file.QuotesAll)
            Assert.Equal(Write(file.Rows, ',', file.NewLine, quotesAll: false, file.Separator), converted);
    }, iter: 1_500);

    [Fact]
    public void A_file_of_another_encoding_than_was_said_is_told_so_and_nothing_else()
    {
        CsvException error = Faults([.. Encoding.UTF8.Preamble, .. "a;b\n1;2\n"u8], new(';', s_windows), 7)!;
        Assert.Equal(CsvProblemKind.UndecodableBytes, Assert.Single(error.Problems).Kind);
    }

    [Fact]
    public void A_fault_of_a_converted_file_is_placed_as_in_the_same_file_with_commas() =>
        Gen.Select(Of(";x", "\";;", "x;y\n", "é;\"a;,b\"\n", "\"two\nlines\";x\n", ",;,\n", "\"", "x\n", ";\n").Array[1, 12], Gen.Int[1, 9])
            .Sample((parts, cut) =>
            {
                // Neither needs a quote more than the other, so that both have their characters at the same places.
                string text = "a;b\n" + string.Concat(parts).Replace(",", "", StringComparison.Ordinal);
                CsvScanner plain = CsvScannerTests.Scan(Encoding.UTF8.GetBytes(text.Replace(';', ',').Replace('é', 'e')), 7);
                CsvException? error = Faults(s_encodings[2].GetBytes(text.Replace('é', 'e')), new(';', Encoding.Unicode), cut);
                if (plain.Problems.Count == CsvProblems.Most || plain.Problems.Any(problem => problem.Kind == CsvProblemKind.OtherSeparator))
                    return;
                Assert.Equal(
                    plain.Problems.OrderBy(problem => problem.Offset).Select(Place),
                    error?.Problems.Select(Place) ?? []);
            }, iter: 2_000);

    [Fact]
    public async Task A_semicolon_file_of_Windows_1252_is_imported_without_a_detour()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        byte[] file = s_windows.GetBytes("companyName;crmId\r\nCafé – Bar, Köln;1\r\n\"Zwei\r\nZeilen\";2\r\n");
        CsvFile source = CsvFile.From(file, "accounts.csv").ReadAs(';', s_windows);
        Assert.Equal(["companyName", "crmId"], await source.ReadHeaderAsync());

        ImportOperation import = await accounts.ImportAsync(source, ImportTests.Mapping);
        Assert.Equal("companyName,crmId\r\n\"Café – Bar, Köln\",1\r\n\"Zwei\r\nZeilen\",2\r\n", Assert.Single(server.Puts).Body);
        Assert.Equal(OperationOutcome.Completed, (await import.WaitForCompletionAsync()).Outcome);
    }

    [Fact]
    public async Task What_Excel_calls_Unicode_text_is_imported_from_a_stream_that_is_read_once()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        byte[] file = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("companyName\tcrmId\r\nŁódź\t1\r\nx\t2\r\n")];
        await accounts.ImportAsync(
            CsvFile.From(new Pieces(file, 3, canSeek: false), "a.txt").ReadAs('\t', Encoding.Unicode),
            ImportTests.Mapping);
        Assert.Equal("companyName,crmId\r\nŁódź,1\r\nx,2\r\n", Assert.Single(server.Puts).Body);
    }

    [Fact]
    public async Task A_line_that_names_the_separator_is_passed_over_and_counted()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportAsync(File("\uFEFFsep=;\r\ncompanyName;crmId\r\nAcme;1\r\nx;2\r\n"), ImportTests.Mapping);
        Assert.Equal("companyName,crmId\r\nAcme,1\r\nx,2\r\n", Assert.Single(server.Puts).Body);
        CsvException error = await Assert.ThrowsAsync<CsvException>(() =>
            accounts.ImportAsync(File("sep=;\ncompanyName;crmId\nAcme;1\nOther;1\n"), ImportTests.Mapping));
        Assert.Equal("line 4, column 1: 'crmId' is the same as in line 3.", Assert.Single(error.Problems).ToString());
    }

    [Fact]
    public async Task Faults_of_a_converted_file_name_its_own_lines_and_columns_and_start_nothing()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        byte[] file = s_windows.GetBytes("companyName;crmId\nCafé, Bar;é;surplus\n;\n ;\u00A0\nKöln\n");
        CsvException error = await Assert.ThrowsAsync<CsvException>(() =>
            accounts.ImportAsync(CsvFile.From(file, "a.csv").ReadAs(';', s_windows), ImportTests.Mapping));
        Assert.Equal(
            [
                (CsvProblemKind.TooManyCells, 2L, 13L), (CsvProblemKind.BlankRecord, 3L, 1L), (CsvProblemKind.BlankRecord, 4L, 1L),
                (CsvProblemKind.TooFewCells, 5L, 5L),
            ],
            error.Problems.Select(Place));
        Assert.All(error.Problems, problem => Assert.Null(problem.Offset));
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Theory]
    [InlineData("windows-1252", (byte)0x81, CsvProblemKind.UndecodableBytes)]
    [InlineData("iso-8859-1", (byte)0x80, CsvProblemKind.UndecodableBytes)]
    [InlineData("us-ascii", (byte)0xE9, CsvProblemKind.UndecodableBytes)]
    [InlineData("utf-8", (byte)0xE9, CsvProblemKind.InvalidUtf8)]
    public async Task A_byte_that_the_said_encoding_has_no_character_for_is_a_fault(string name, byte bad, CsvProblemKind kind)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        byte[] file = [.. "companyName;crmId\nAcme;1\nx,y;"u8, bad, .. "2\n"u8];
        CsvException error = await Assert.ThrowsAsync<CsvException>(() =>
            accounts.ImportAsync(CsvFile.From(file, "a.csv").ReadAs(';', encoding), ImportTests.Mapping));
        Assert.Equal((kind, 3L, 5L), Place(Assert.Single(error.Problems)));
        Assert.Contains("CsvFile.ReadAs(encoding: …)", error.Message);
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Fact]
    public async Task The_mark_of_another_encoding_than_the_said_one_is_told_before_the_header_is_read()
    {
        byte[] file = [.. Encoding.UTF8.GetPreamble(), .. "a;b\n1;2\n"u8];
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => CsvFile.From(file, "a.csv").ReadAs(';', s_windows).ReadHeaderAsync());
        Assert.Contains("the file starts with the byte-order mark of utf-8, and CsvFile.ReadAs(encoding: …) says windows-1252", error.Message);
    }

    [Fact]
    public async Task Failed_rows_of_a_converted_file_are_written_as_they_were_sent_with_the_lines_of_the_file_and_are_imported_as_they_are()
    {
        byte[] file = s_windows.GetBytes("sep=;\r\nfirma;k\r\n\"Zwei\r\nZeilen\";k1\r\nCafé, Bar;k2\r\n");
        AccountMapping mapping = new() { ["firma"] = AccountField.Name, ["k"] = AccountField.CustomId };
        BatchItem item = new() { Id = 1, Failed = true, Info = "schlecht", Data = """{"customId":"k2"}""" };
        FailureReport failures = await FailureReport.MatchAsync(
            new[] { item }.ToAsyncEnumerable(), CsvFile.From(file, "a.csv").ReadAs(';', s_windows), mapping);
        Assert.Equal(5, Assert.Single(failures.Rows).Line);
        using MemoryStream written = new();
        await failures.WriteCsvAsync(written);
        Assert.Equal(
            "firma,k,outreach_error,source_line\r\n\"Café, Bar\",k2,schlecht,5\r\n", Encoding.UTF8.GetString(written.ToArray()));

        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvFile again = CsvFile.From(written.ToArray(), "failed.csv");
        Assert.Equal(["firma", "k", "outreach_error", "source_line"], await again.ReadHeaderAsync());
        await accounts.Imports.UploadAsync(await accounts.Imports.CreateUploadLinkAsync(), again);
    }

    [Fact]
    public async Task A_file_that_changes_between_its_measuring_and_its_sending_never_arrives_whole()
    {
        byte[] file = Encoding.UTF8.GetBytes("companyName;crmId\n" + string.Concat(Enumerable.Repeat("Acme;1\n", 90_000)));
        await using ImportServer server = new();
        using MemoryStream open = new();
        await open.WriteAsync(file);
        open.Position = 0;
        server.OnLink = _ =>
        {
            // As long as before, and longer where its commas must be quoted.
            "A,me"u8.CopyTo(open.GetBuffer().AsSpan(18));
            return null!;
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => accounts.ImportAsync(
            CsvFile.From(open, "moving.csv").ReadAs(';'), ImportTests.Mapping, new() { UniqueColumns = [] }));
        Assert.StartsWith("moving.csv changed while it was read", error.Message);
        Assert.Empty(server.Puts);
        Assert.Empty(server.Starts);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_file_nor_with_a_cell()
    {
        Assert.InRange(await AllocatedAsync("Acme;1;Köln, am Rhein\n", 2_000_000), 0, 4_000_000);
        Assert.InRange(await AllocatedAsync("xxxxxxxxxxxxxxxxxxxxx,", 2_000_000), 0, 4_000_000);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\0')]
    [InlineData('\uD800')]
    public void A_separator_that_cannot_be_one_is_refused(char separator) =>
        Assert.Contains("cannot separate cells", Assert.Throws<ArgumentException>(() => CsvFile.At("a.csv").ReadAs(separator)).Message);

    private static async Task<long> AllocatedAsync(string part, int times)
    {
        using Repeated source = new(Encoding.Latin1.GetBytes(part), times);
        CsvContent content = await new CsvContent(source, 0, 0, ownsStream: false)
            .ConvertAsync(new(';', Encoding.Latin1), "a", default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        await content.MeasureAsync("a", default);
        Assert.InRange(content.Length, (long)part.Length * times, long.MaxValue);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (CsvProblemKind Kind, long? Line, long? Column) Place(CsvProblem problem) => (problem.Kind, problem.Line, problem.Column);

    private static CsvFile File(string text) => CsvFile.From(Encoding.UTF8.GetBytes(text), "a.csv").ReadAs(';');

    private static string[] Encodable(string[] row, Encoding encoding, int at) =>
        [.. row.Select(cell => encoding.GetString(encoding.GetBytes(cell)) == cell ? cell : $"r{at}")];

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static string Write(string[][] rows, char separator, string newLine, bool quotesAll, char kept = ',') =>
        string.Concat(rows.Select(row => string.Join(separator, row.Select(cell =>
            quotesAll || cell.AsSpan().ContainsAny([separator, kept == separator ? separator : kept, '"', '\r', '\n'])
                ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell)) + newLine));

    private static async Task<byte[]> ConvertAsync(Stream source, CsvDialect dialect)
    {
        CsvContent content = await new CsvContent(source, 0, source.Length, ownsStream: false).ConvertAsync(dialect, "a", default);
        content.Rewind();
        using MemoryStream converted = new();
        byte[] piece = new byte[19];
        for (int length = -1; length != 0; converted.Write(piece, 0, length))
            length = await content.FillAsync(piece, "a", default);
        return dialect.IsPlain ? converted.ToArray().AsSpan().TrimStart(Encoding.UTF8.Preamble).ToArray() : converted.ToArray();
    }

    private static CsvException? Faults(byte[] file, CsvDialect dialect, int cut)
    {
        try
        {
            CsvContent content = new CsvContent(new Pieces(file, cut), 0, file.Length, ownsStream: false)
                .ConvertAsync(dialect, "a", default).AsTask().GetAwaiter().GetResult();
            content.Rewind();
            CsvScanner scanner = content.CreateScanner(CsvLimits.None);
            byte[] piece = new byte[cut];
            for (int length = content.FillAsync(piece, "a", default).AsTask().GetAwaiter().GetResult();
                length > 0;
                length = content.FillAsync(piece, "a", default).AsTask().GetAwaiter().GetResult())
            {
                scanner.Push(piece.AsSpan(0, length));
            }

            scanner.Complete();
            return scanner.Problems.Count == 0
                ? null
                : content.FaultyAsync("a", scanner.Problems, default).AsTask().GetAwaiter().GetResult();
        }
        catch (CsvException error)
        {
            return error;
        }
    }

    private static List<string[]> CsvHelper(string csv)
    {
        using CsvParser parser = new(
            new StringReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });
        List<string[]> rows = [];
        while (parser.Read())
            rows.Add([.. parser.Record!]);
        return rows;
    }

    private static List<string[]> Sylvan(string csv)
    {
        using CsvDataReader reader = CsvDataReader.Create(
            new StringReader(csv),
            new CsvDataReaderOptions { HasHeaders = true, Delimiter = ',', CsvStyle = CsvStyle.Standard, Comment = '\0' });
        List<string[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int most, bool canSeek = true) : MemoryStream(bytes)
    {
        public override bool CanSeek => canSeek;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }

    /// <summary>A large file of which nothing is in memory.</summary>
    private sealed class Repeated(byte[] part, int times) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => (long)part.Length * times;

        public override long Position
        {
            get => _at;
            set => _at = value;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int length = (int)Math.Min(buffer.Length, Length - _at);
            Span<byte> target = buffer.Span[..length];
            for (int at = 0; at < length;)
            {
                ReadOnlySpan<byte> rest = part.AsSpan((int)(_at % part.Length));
                int count = Math.Min(rest.Length, length - at);
                rest[..count].CopyTo(target[at..]);
                at += count;
                _at += count;
            }

            return new(length);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
