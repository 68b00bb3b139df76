using System.Globalization;
using System.Text;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Each kind of value has one form in a cell; what has none is refused with its row and column.</summary>
public class CsvRowWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("größe €😀", "größe €😀")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("\rx", "\"\rx\"")]
    [InlineData(" blank before", "\" blank before\"")]
    [InlineData("blank behind\t", "\"blank behind\t\"")]
    [InlineData("in between", "in between")]
    [InlineData("=1+1", "=1+1")]
    public async Task Text_is_quoted_only_when_it_must_be(string text, string cell) =>
        Assert.Equal(cell, await CellAsync(writer => writer.Write(text)));

    [Fact]
    public async Task Numbers_booleans_and_dates_are_written_alike_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("ar-SA");
        try
        {
            Assert.Equal("-1234567", await CellAsync(writer => writer.Write(-1234567)));
            Assert.Equal("9223372036854775807", await CellAsync(writer => writer.Write(long.MaxValue)));
            Assert.Equal("1234.50", await CellAsync(writer => writer.Write(1234.50m)));
            Assert.Equal("-79228162514264337593543950335", await CellAsync(writer => writer.Write(decimal.MinValue)));
            Assert.Equal("0.1", await CellAsync(writer => writer.Write(0.1)));
            Assert.Equal("0.1", await CellAsync(writer => writer.Write(0.1f)));
            Assert.Equal("true", await CellAsync(writer => writer.Write(true)));
            Assert.Equal("false", await CellAsync(writer => writer.Write(false)));
            Assert.Equal("2026-01-05", await CellAsync(writer => writer.Write(new DateOnly(2026, 1, 5))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, "2026-01-05T08:30:00Z")]
    [InlineData(1, "2026-01-05T08:30:00.0000001Z")]
    [InlineData(2_500_000, "2026-01-05T08:30:00.25Z")]
    [InlineData(10_000_000, "2026-01-05T08:30:01Z")]
    public async Task Instants_are_written_in_UTC_with_the_digits_they_have(long ticks, string cell)
    {
        DateTimeOffset instant = new DateTimeOffset(2026, 1, 5, 10, 30, 0, TimeSpan.FromHours(2)).AddTicks(ticks);

        Assert.Equal(cell, await CellAsync(writer => writer.Write(instant)));
        Assert.Equal(cell, await CellAsync(writer => writer.Write(instant.UtcDateTime)));
        Assert.Equal(cell, await CellAsync(writer => writer.Write(instant.LocalDateTime)));
    }

    [Fact]
    public async Task Format_says_how_what_is_not_published_is_written()
    {
        CsvRowFormat format = new() { ListSeparator = ", ", InstantFormat = "MM/dd/yyyy', 'HH:mm", TrueText = "yes", FalseText = "no" };

        Assert.Equal("\"a, b\"", await CellAsync(writer => writer.Write(["a", "b"]), format));
        DateTimeOffset instant = new(2026, 1, 5, 8, 30, 9, default);
        Assert.Equal("\"01/05/2026, 08:30\"", await CellAsync(writer => writer.Write(instant), format));
        Assert.Equal("yes", await CellAsync(writer => writer.Write(true), format));
        Assert.Equal("no", await CellAsync(writer => writer.Write(false), format));
    }

    [Fact]
    public async Task Lists_of_any_kind_share_a_cell()
    {
        string[] tags = ["a", "b, c", "ü"];
        IEnumerable<string?>[] lists =
        [
            tags, new List<string?>(tags), tags.AsReadOnly(), tags.Where(_ => true), new LinkedList<string>(tags),
        ];
        foreach (IEnumerable<string?> items in lists)
            Assert.Equal("\"a;b, c;ü\"", await CellAsync(writer => writer.Write(items)));
        Assert.Equal("one", await CellAsync(writer => writer.Write(["one"])));
    }

    [Fact]
    public async Task Nothing_is_an_empty_cell()
    {
        TextRow.Header = ["a", "b", "c"];
        Assert.Equal("a,b,c\r\n,x,\r\n", await WriteAsync(new TextRow([null, "x", ""])));
    }

    [Theory]
    [InlineData(@"\uD800", "has an unpaired surrogate, which has no UTF-8 form.")]
    [InlineData(@"a\uDC00b", "has an unpaired surrogate, which has no UTF-8 form.")]
    [InlineData(@"\uDE00\uD83D", "has an unpaired surrogate, which has no UTF-8 form.")]
    [InlineData("a\0b", "has a NUL character.")]
    [InlineData("a\0,b", "has a NUL character.")]
    public async Task Text_that_cannot_be_written_is_refused_with_row_and_column_and_is_not_quoted(string text, string problem)
    {
        TextRow.Header = ["a", "b"];
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => WriteAsync(new TextRow(["x", "y"]), new TextRow(["secret", Unescape(text)])));

        Assert.Equal(new(CsvProblemKind.BadCell, $"'b' of row 2 {problem}") { Row = 2, Header = "b" }, Assert.Single(error.Problems));
        Assert.Equal($"'b' of row 2 {problem} Nothing was started.", error.Message);
    }

    [Fact]
    public async Task Values_that_have_no_form_are_refused()
    {
        await RefusesAsync("is not a finite number", writer => writer.Write(double.NaN));
        await RefusesAsync("is not a finite number", writer => writer.Write(float.NegativeInfinity));
        DateTime anywhere = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Unspecified);
        await RefusesAsync("is a DateTime of an unspecified kind", writer => writer.Write(anywhere));
        await RefusesAsync("holds an empty item", writer => writer.Write(["a", ""]));
        await RefusesAsync("holds an empty item", writer => writer.Write(["a", null]));
        await RefusesAsync("holds an item with ';'", writer => writer.Write(["a;b"]));
        await RefusesAsync("has an unpaired surrogate", writer => writer.Write(["\uD800"]));
        await RefusesAsync("has a NUL", writer => writer.Write(["\0"]));
    }

    [Fact]
    public async Task A_row_without_a_value_is_refused_as_is_a_row_that_is_none()
    {
        TextRow.Header = ["a", "b"];
        CsvException blank = await Assert.ThrowsAsync<CsvException>(() => WriteAsync(new TextRow(["x", "y"]), new TextRow(["", null])));
        CsvException none = await Assert.ThrowsAsync<CsvException>(() => WriteAsync<TextRow>([null!]));

        Assert.Equal(
            "Row 2 has no value in any column, blanks and characters that are not seen aside; a blank row makes an import fail. "
                + "Nothing was started.",
            blank.Message);
        Assert.Equal("Row 1 is null. Nothing was started.", none.Message);
        Assert.Equal((CsvProblemKind.BlankRecord, 2L, null), (blank.Problems[0].Kind, blank.Problems[0].Row, blank.Problems[0].Header));
        Assert.Equal((CsvProblemKind.NullRow, 1L, null), (none.Problems[0].Kind, none.Problems[0].Row, none.Problems[0].Header));
    }

    [Fact]
    public async Task A_row_with_another_count_of_cells_than_its_header_is_a_fault_of_its_type()
    {
        TextRow.Header = ["a", "b"];
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(new TextRow(["x"])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(new TextRow(["x", "y", "z"])));
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(1_000_000)]
    public async Task Cells_longer_than_any_buffer_are_written_whole(int length)
    {
        string text = new string('€', length) + "\"";
        Assert.Equal($"\"{text}\"\"", await CellAsync(writer => writer.Write(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(@"\uD800")]
    public async Task A_format_that_cannot_be_used_is_refused(string? separator) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CellAsync(
            writer => writer.Write("a"), new() { ListSeparator = separator is null ? null! : Unescape(separator) }));

    [Fact]
    public async Task A_form_of_instants_that_is_none_is_refused_before_a_row_is_read()
    {
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => CellAsync(_ => throw new InvalidOperationException(), new() { InstantFormat = "%" }));
        Assert.Contains("InstantFormat", error.Message);
    }

    [Fact]
    public async Task An_instant_without_a_short_form_is_refused()
    {
        CsvException error = await Assert.ThrowsAsync<CsvException>(
            () => CellAsync(writer => writer.Write(DateTimeOffset.UnixEpoch), new() { InstantFormat = $"'{new string('x', 300)}'" }));
        Assert.Contains("has no text of up to 256 bytes", error.Message);
    }

    [Fact]
    public async Task Writing_allocates_nothing_per_row()
    {
        string[] tags = ["a", "b,c"];
        ValueRow text = new(writer => writer.Write("Größe, \"x\""));
        ValueRow[] rows =
        [
            text,
            new(writer => writer.Write(17)),
            new(writer => writer.Write(1.5m)),
            new(writer => writer.Write(0.25)),
            new(writer => writer.Write(true)),
            new(writer => writer.Write(new DateOnly(2026, 1, 5))),
            new(writer => writer.Write(DateTimeOffset.UnixEpoch)),
            new(writer => writer.Write(tags)),
        ];
        await CsvRowWriter.WriteAsync(Stream.Null, Repeat(rows, 1_000));
        long few = await AllocatedAsync(1_000);
        long many = await AllocatedAsync(3_000);

        Assert.InRange(many - few, long.MinValue, 1_000);

        async Task<long> AllocatedAsync(int times)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            await CsvRowWriter.WriteAsync(Stream.Null, Repeat(rows, times));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // Test runners replace halves of characters on their way to a test.
    private static string Unescape(string text) => System.Text.RegularExpressions.Regex.Unescape(text);

    internal static async Task<string> WriteAsync<TRow>(params TRow[] rows)
        where TRow : ICsvRow<TRow>
    {
        using MemoryStream stream = new();
        Assert.Equal(rows.Length, await CsvRowWriter.WriteAsync(stream, rows.ToAsyncEnumerable()));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async IAsyncEnumerable<ValueRow> Repeat(ValueRow[] rows, int times)
    {
        await Task.CompletedTask;
        for (int i = 0; i < times; i++)
        {
            foreach (ValueRow row in rows)
                yield return row;
        }
    }

    private static async Task<string> CellAsync(Action<CsvRowWriter> write, CsvRowFormat? format = null)
    {
        using MemoryStream stream = new();
        await CsvRowWriter.WriteAsync(stream, new[] { new ValueRow(write) }.ToAsyncEnumerable(), format);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.StartsWith("value\r\n", text);
        Assert.EndsWith("\r\n", text);
        return text["value\r\n".Length..^2];
    }

    private static async Task RefusesAsync(string problem, Action<CsvRowWriter> write)
    {
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => CellAsync(write));
        Assert.Equal((1L, "value"), (Assert.Single(error.Problems).Row, error.Problems[0].Header));
        Assert.Contains(problem, error.Message);
    }
}
