using Outreach.Bulk.Tokens;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>
/// A process that ends at any point of a refresh costs no login, unless the server has rotated the token and nobody has the new one.
/// </summary>
public class TokenCrashTests
{
    private const int Points = 8;

    [Fact]
    public async Task There_are_so_many_points() => Assert.Equal(Points, await RunAsync(new(), int.MaxValue));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_process_that_ends_anywhere_is_followed_by_one_that_has_a_token_or_says_what_was_lost(int point)
    {
        TokenBench bench = new();
        await RunAsync(bench, point);
        bench.Pass(2);
        (bench.Server.Instead, bench.Server.Afterwards) = (null, null);
        bool isLost = bench.Disk.Text is { } text
            ? TokenText.Read(text).RefreshToken != bench.Server.RefreshToken
            : bench.Server.RefreshToken != "refresh-0";
        await using OutreachTokens next = bench.Program();
        if (!isLost)
        {
            Assert.StartsWith("access-", await next.GetAsync(), StringComparison.Ordinal);
            Assert.InRange(bench.Server.Requests.Count, 1, 2);
            return;
        }

        OutreachTokenException error = await next.FailAsync();
        Assert.True(error.IsLoginRequired);
        Assert.Contains("A refresh was begun at 2026-01-05 08:00:00Z whose answer was never stored", error.Message);
    }

    public static TheoryData<int> All => [.. Enumerable.Range(0, Points)];

    /// <returns>How many points were passed.</returns>
    private static async Task<int> RunAsync(TokenBench bench, int point)
    {
        int passed = 0;
        bench.Server.Instead = () =>
        {
            Pass();
            return null;
        };
        bench.Server.Afterwards = bench.Server.Instead;
        OutreachTokens dying = bench.Program(new MemoryStore(bench.Disk) { Step = _ => Pass() });
        await ((Task)dying.GetAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The system frees the lock of a process that has ended.
        if (bench.Disk.Lock.CurrentCount == 0)
            bench.Disk.Lock.Release();
        return passed;

        // From its end on a process does nothing.
        void Pass()
        {
            if (passed == point)
                throw new InvalidOperationException("The process has ended.");
            passed++;
        }
    }
}
