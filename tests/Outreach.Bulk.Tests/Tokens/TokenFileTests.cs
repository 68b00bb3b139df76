using Outreach.Bulk.Tests.Support;
using Outreach.Bulk.Tokens;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>The store in a file: its owner's alone, replaced as a whole, and used by one process at a time.</summary>
public sealed class TokenFileTests : IDisposable
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TokenBench _bench = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-tokens-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder, "tokens");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_next_process_has_the_tokens()
    {
        await using (OutreachTokens tokens = Program())
            Assert.Equal("access-1", await tokens.GetAsync());
        await using OutreachTokens next = Program();
        Assert.Equal("access-1", await next.GetAsync());
        Assert.Single(_bench.Server.Requests);
        Assert.Equal(["tokens", "tokens.lock"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task All_its_files_are_their_owners_alone_from_the_moment_they_are_made()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        using FileSystemWatcher watcher = new(_folder);
        List<UnixFileMode> seen = [];
        watcher.Created += (_, made) => seen.Add(ModeOf(made.FullPath));
        watcher.EnableRaisingEvents = true;
        await using OutreachTokens tokens = Program();
        _bench.Server.Instead = () =>
        {
            seen.AddRange(Directory.GetFiles(_folder).Select(ModeOf));
            return null;
        };
        await tokens.GetAsync();
        Assert.All(Directory.GetFiles(_folder), file => Assert.Equal(OwnersAlone, ModeOf(file)));
        Assert.All(seen, mode => Assert.Equal(OwnersAlone, mode));
        Assert.NotEmpty(seen);
    }

    [Fact]
    public async Task What_a_crash_left_beside_it_is_replaced_whatever_its_permissions()
    {
        await File.WriteAllTextAsync(FilePath + ".new", "half", Stop);
        await using OutreachTokens tokens = Program();
        Assert.Equal("access-1", await tokens.GetAsync());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(OwnersAlone, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_refused_with_the_remedy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        await using (OutreachTokens tokens = Program())
            await tokens.GetAsync();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FilePath, OwnersAlone | UnixFileMode.GroupRead);
        await using OutreachTokens next = Program();
        OutreachTokenException error = await next.FailAsync();
        Assert.False(error.IsTransient);
        Assert.Contains($"The token store {FilePath} cannot be used: Others than its owner may read it", error.Message);
        Assert.Contains("chmod 600", error.Message);
    }

    [Fact]
    public async Task A_damaged_file_is_left_alone_and_says_what_to_do()
    {
        await WriteAsync("{\"outreachTokens\":1,\"refreshTo");
        await using OutreachTokens tokens = Program();
        OutreachTokenException error = await tokens.FailAsync();
        Assert.Contains($"The token store {FilePath} cannot be used: It is damaged", error.Message);
        Assert.Equal((false, false), (error.IsTransient, error.IsLoginRequired));
        Assert.Equal("{\"outreachTokens\":1,\"refreshTo", await File.ReadAllTextAsync(FilePath, Stop));
        Assert.Empty(_bench.Server.Requests);
    }

    [Fact]
    public async Task Tokens_of_another_application_are_left_alone()
    {
        await WriteAsync(TokenText.Write(new() { ClientId = "other", RefreshToken = "r" }));
        await using OutreachTokens tokens = Program();
        OutreachTokenException error = await tokens.FailAsync();
        Assert.Contains("holds tokens of the application other", error.Message);
        Assert.Empty(_bench.Server.Requests);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_final()
    {
        await using OutreachTokens tokens = _bench.Program(OutreachTokenStore.File(Path.Combine(_folder, "none", "tokens")));
        OutreachTokenException error = await tokens.FailAsync();
        Assert.False(error.IsTransient);
        Assert.Contains("cannot be locked", error.Message);
        Assert.Empty(_bench.Server.Requests);
    }

    [Fact]
    public async Task While_another_process_has_the_lock_it_is_waited_for()
    {
        VirtualTime time = new();
        TokenFile store = new(FilePath, time);
        ValueTask<IAsyncDisposable> waiting;
        await using (await new TokenFile(FilePath, TimeProvider.System).LockAsync(Stop))
        {
            waiting = store.LockAsync(Stop);
            Assert.False(waiting.IsCompleted);
        }

        await (await waiting).DisposeAsync();
        Assert.NotEmpty(time.Waits);
        Assert.All(time.Waits, pause => Assert.InRange(pause, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(250)));
    }

    [Fact]
    public async Task A_wait_for_the_lock_can_be_given_up()
    {
        TokenFile store = new(FilePath, TimeProvider.System);
        await using IAsyncDisposable held = await store.LockAsync(Stop);
        using CancellationTokenSource stop = new();
        ValueTask<IAsyncDisposable> waiting = store.LockAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }

    [Fact]
    public async Task A_link_is_kept_and_what_it_leads_to_replaced()
    {
        string target = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName, "tokens");
        File.CreateSymbolicLink(FilePath, target);
        await using OutreachTokens tokens = Program();
        await tokens.GetAsync();
        Assert.Equal(target, new FileInfo(FilePath).LinkTarget);
        Assert.Equal("refresh-1", TokenText.Read(await File.ReadAllTextAsync(target, Stop)).RefreshToken);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_sends_nothing_and_keeps_the_old_tokens()
    {
        await using (OutreachTokens tokens = Program())
            await tokens.GetAsync();
        string before = await File.ReadAllTextAsync(FilePath, Stop);
        Directory.CreateDirectory(FilePath + ".new");
        _bench.Pass(150);
        await using OutreachTokens next = Program();
        Assert.Contains($"The token store {FilePath} cannot be written", (await next.FailAsync()).Message);
        Assert.Equal(before, await File.ReadAllTextAsync(FilePath, Stop));
        Assert.Single(_bench.Server.Requests);
    }

    private static UnixFileMode ModeOf(string file) =>
        OperatingSystem.IsWindows() || !File.Exists(file) ? OwnersAlone : File.GetUnixFileMode(file);

    private OutreachTokens Program() => _bench.Program(OutreachTokenStore.File(FilePath));

    private async Task WriteAsync(string text)
    {
        await File.WriteAllTextAsync(FilePath, text, Stop);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FilePath, OwnersAlone);
    }
}
