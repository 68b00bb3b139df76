using Outreach.Bulk.Csv;
using Outreach.Bulk.Jobs.Files;

namespace Outreach.Bulk.Jobs.Tests.Files;

/// <summary>A file goes through its stages whole and in order, and a stage that breaks ends it.</summary>
public class PieceLineTests
{
    private static readonly byte[] s_file = [.. Enumerable.Range(0, 9 << 20).Select(at => (byte)(at * 31 >> 7))];

    [Fact]
    public async Task Each_stage_gets_all_of_the_file_in_order()
    {
        using MemoryStream first = new(), second = new(), third = new();
        await RunAsync(() => false, Keep(first), Keep(second), Keep(third));

        Assert.All([first, second, third], seen => Assert.Equal(s_file, seen.ToArray()));
    }

    [Fact]
    public async Task What_a_stage_holds_back_does_not_reach_those_behind()
    {
        using MemoryStream first = new(), second = new();
        await RunAsync(() => false, Keep(first, () => first.Length < 3 << 20), Keep(second));

        Assert.Equal(s_file.Length, first.Length);
        Assert.InRange(second.Length, 1, 3 << 20);
        Assert.Equal(s_file[..(int)second.Length], second.ToArray());
    }

    [Fact]
    public async Task Reading_stops_when_enough_was_seen()
    {
        using MemoryStream seen = new();
        await RunAsync(() => seen.Length > 0, Keep(seen));

        Assert.InRange(seen.Length, 1, s_file.Length - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_stage_that_breaks_ends_the_others_and_is_what_is_thrown(int broken)
    {
        Func<ReadOnlySpan<byte>, bool>[] stages = [_ => true, _ => true, _ => true];
        stages[broken] = _ => throw new InvalidDataException("broken");

        await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(() => false, stages));
    }

    [Fact]
    public async Task A_cancelled_reader_stops()
    {
        using CancellationTokenSource cancelled = new();
        PieceLine line = new(_ =>
        {
            cancelled.Cancel();
            return true;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.RunAsync(Content(), "any.csv", () => false, cancelled.Token));
    }

    private static Func<ReadOnlySpan<byte>, bool> Keep(MemoryStream seen, Func<bool>? passes = null) => piece =>
    {
        seen.Write(piece);
        return passes?.Invoke() ?? true;
    };

    private static Task RunAsync(Func<bool> isEnough, params Func<ReadOnlySpan<byte>, bool>[] stages) =>
        new PieceLine(stages).RunAsync(Content(), "any.csv", isEnough, TestContext.Current.CancellationToken);

    private static CsvContent Content() => new(new MemoryStream(s_file), 0, s_file.Length, ownsStream: true);
}
