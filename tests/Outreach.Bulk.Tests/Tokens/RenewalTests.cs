using Outreach.Bulk.Tokens;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>Tokens are renewed in time, by one, and no more often than Outreach hands them out.</summary>
public class RenewalTests
{
    private readonly TokenBench _bench = new();

    [Fact]
    public async Task A_token_is_asked_for_once_and_used_until_shortly_before_its_end()
    {
        await using OutreachTokens tokens = _bench.Program();
        Assert.Equal("access-1", await tokens.GetAsync());
        _bench.Pass(114.9);
        Assert.Equal("access-1", await tokens.GetAsync());
        _bench.Pass(0.2);
        Assert.Equal("access-2", await tokens.GetAsync());
        Assert.Equal(["refresh-0", "refresh-1"], _bench.Server.Requests.Select(request => request["refresh_token"]));
        Assert.All(_bench.Server.Requests, request => Assert.Equal(
            ("app", TokenBench.Secret, "https://app.example/callback", "refresh_token"),
            (request["client_id"], request["client_secret"], request["redirect_uri"], request["grant_type"])));
    }

    [Fact]
    public async Task Tokens_refresh_token_and_end_are_stored_together()
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        TokenEntry stored = _bench.Stored;
        Assert.Equal(("access-1", "refresh-1", "batches.read"), (stored.AccessToken, stored.RefreshToken, stored.Scope));
        Assert.Equal(_bench.Time.GetUtcNow() + TimeSpan.FromHours(2), stored.ExpiresAt);
        Assert.Null(stored.RefreshBegunAt);
    }

    [Fact]
    public async Task Where_somebody_has_logged_in_the_store_is_enough()
    {
        await using (OutreachTokens first = _bench.Program())
            await first.GetAsync();
        _bench.Disk.Text = TokenText.Write(_bench.Stored with { ExpiresAt = DateTimeOffset.UtcNow.AddHours(1) });
        await using OutreachTokens tokens = OutreachTokens.FromRefreshToken("app", TokenBench.Secret, new MemoryStore(_bench.Disk));
        Assert.Equal("access-1", await tokens.GetAsync());
        Assert.Throws<ArgumentException>(() => OutreachTokens.FromRefreshToken(" ", TokenBench.Secret, new MemoryStore(_bench.Disk)));
    }

    [Theory]
    [InlineData("60", 45)]
    [InlineData("\"600\"", 450)]
    [InlineData("null", 6_900)]
    [InlineData("-1", 6_900)]
    public async Task A_short_life_is_used_for_three_quarters_of_it_and_an_unknown_one_is_two_hours(string expiresIn, int seconds)
    {
        _bench.Server.ExpiresIn = expiresIn;
        await using OutreachTokens tokens = _bench.Program();
        TokenEntry stored = await First(tokens);
        DateTimeOffset end = _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        Assert.True(stored.IsFresh(end - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        Assert.False(stored.IsFresh(end, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task A_token_that_was_rejected_is_replaced()
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        _bench.Pass(2);
        Assert.Equal("access-2", await tokens.GetAsync(rejected: "access-1"));
        Assert.Equal("access-2", await tokens.GetAsync(rejected: "access-1"));
        Assert.Equal(2, _bench.Server.Requests.Count);
    }

    [Fact]
    public async Task Within_a_minute_a_rejected_token_is_given_again_and_after_it_replaced()
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        _bench.Pass(0.9);
        Assert.Equal("access-1", await tokens.GetAsync(rejected: "access-1"));
        Assert.Single(_bench.Server.Requests);
        _bench.Pass(0.2);
        Assert.Equal("access-2", await tokens.GetAsync(rejected: "access-1"));
    }

    [Fact]
    public async Task The_minute_counts_for_all_processes()
    {
        await using OutreachTokens one = _bench.Program();
        await using OutreachTokens other = _bench.Program();
        await one.GetAsync();
        _bench.Pass(0.5);
        Assert.Equal("access-1", await other.GetAsync(rejected: "access-1"));
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_holds_nobody_up()
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        await using OutreachTokens earlier = new(Earlier(TimeSpan.FromHours(5)));
        Assert.Equal("access-2", await earlier.GetAsync(rejected: "access-1"));
    }

    [Fact]
    public async Task Callers_at_once_share_a_refresh()
    {
        _bench.Server.Held = new();
        await using OutreachTokens tokens = _bench.Program();
        Task<string>[] calls = [.. Enumerable.Range(0, 20).Select(_ => tokens.GetAsync())];
        _bench.Server.Held.SetResult();
        Assert.All(await Task.WhenAll(calls), token => Assert.Equal("access-1", token));
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task Two_programs_over_one_file_refresh_once()
    {
        string folder = Directory.CreateTempSubdirectory("outreach-tokens-").FullName;
        try
        {
            _bench.Server.Held = new();
            await using OutreachTokens one = _bench.Program(OutreachTokenStore.File(Path.Combine(folder, "tokens")));
            await using OutreachTokens other = _bench.Program(OutreachTokenStore.File(Path.Combine(folder, "tokens")));
            Task<string>[] calls = [one.GetAsync(), other.GetAsync()];
            await _bench.Server.Acted.Task;
            _bench.Server.Held.SetResult();
            Assert.Equal(["access-1", "access-1"], await Task.WhenAll(calls));
            Assert.Single(_bench.Server.Requests);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_another_process_has_renewed_is_used_without_a_request()
    {
        await using OutreachTokens one = _bench.Program();
        await using OutreachTokens other = _bench.Program();
        await one.GetAsync();
        await other.GetAsync();
        _bench.Pass(116);
        Assert.Equal("access-2", await one.GetAsync());
        Assert.Equal("access-2", await other.GetAsync());
        Assert.Equal(2, _bench.Server.Requests.Count);
    }

    [Fact]
    public async Task Who_joins_others_with_a_rejected_token_gets_another_one()
    {
        await using (OutreachTokens before = _bench.Program())
            await before.GetAsync();
        _bench.Pass(2);
        await _bench.Disk.Lock.WaitAsync(TestContext.Current.CancellationToken);
        await using OutreachTokens tokens = _bench.Program();
        Task<string> first = tokens.GetAsync();
        Task<string> joined = tokens.GetAsync(rejected: "access-1");
        _bench.Disk.Lock.Release();
        Assert.Equal(["access-1", "access-2"], await Task.WhenAll(first, joined));
    }

    [Fact]
    public async Task A_refresh_whose_caller_gives_up_goes_on_and_the_next_call_has_what_it_brought()
    {
        _bench.Server.Held = new();
        await using OutreachTokens tokens = _bench.Program();
        using CancellationTokenSource stop = new();
        Task<string> given = tokens.GetAsync(cancellationToken: stop.Token);
        await _bench.Server.Acted.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _bench.Server.Held.SetResult();
        Assert.Equal("access-1", await tokens.GetAsync());
        Assert.Equal("refresh-1", _bench.Stored.RefreshToken);
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task Dispose_waits_for_a_refresh_that_is_on_its_way()
    {
        _bench.Server.Held = new();
        OutreachTokens tokens = _bench.Program();
        using CancellationTokenSource stop = new();
        Task<string> given = tokens.GetAsync(cancellationToken: stop.Token);
        await _bench.Server.Acted.Task;
        await stop.CancelAsync();
        Task ending = tokens.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        _bench.Server.Held.SetResult();
        await ending;
        Assert.Equal("refresh-1", _bench.Stored.RefreshToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => tokens.GetAsync(rejected: "access-1"));
    }

    [Fact]
    public async Task Dispose_waits_for_nobodys_lock()
    {
        await _bench.Disk.Lock.WaitAsync(TestContext.Current.CancellationToken);
        OutreachTokens tokens = _bench.Program();
        Task<string> waiting = tokens.GetAsync();
        await tokens.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task A_refresh_that_hangs_holds_nobody_up_who_has_a_token()
    {
        await using OutreachTokens tokens = _bench.Program();
        await tokens.GetAsync();
        _bench.Pass(116);
        _bench.Server.Held = new();
        Task<string> waiting = tokens.GetAsync();
        await WaitForAsync(() => _bench.Server.Requests.Count == 2);
        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("access-1", await waiting);
        _bench.Server.Held.SetResult();
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    private async Task<TokenEntry> First(OutreachTokens tokens)
    {
        await tokens.GetAsync();
        return _bench.Stored;
    }

    private OutreachTokenOptions Earlier(TimeSpan by) => new()
    {
        ClientId = "app",
        ClientSecret = TokenBench.Secret,
        Store = new MemoryStore(_bench.Disk),
        TimeProvider = new Support.ShiftedTime(_bench.Time) { Ahead = -by },
        Handler = () => _bench.Server,
    };
}
