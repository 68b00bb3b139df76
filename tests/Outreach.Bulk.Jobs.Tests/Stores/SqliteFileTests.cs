using System.Data.Common;
using Microsoft.Data.Sqlite;
using Outreach.Bulk.Jobs.Sqlite;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>What may be wrong with the file of a store, and what is said about it.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-store-").FullName;

    private string StorePath => Path.Combine(_folder, "jobs.db");

    [Fact]
    public async Task A_file_is_its_users_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no file modes");
        using JobStore store = JobStore.Sqlite(StorePath);
        await store.Jobs.FindAsync("job", default);
        Assert.All(
            Directory.GetFiles(_folder),
            file => Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is()
    {
        await File.WriteAllTextAsync(StorePath, new string('x', 5_000));
        JobStoreException error = await FailAsync(StorePath);
        Assert.Contains("no SQLite database", error.Message, StringComparison.Ordinal);
        Assert.Contains(StorePath, error.Message, StringComparison.Ordinal);
        Assert.Equal(5_000, new FileInfo(StorePath).Length);
    }

    [Fact]
    public async Task A_damaged_file_is_an_error_that_says_so()
    {
        using (JobStore store = JobStore.Sqlite(StorePath))
            await store.Jobs.FindAsync("job", default);
        await using (FileStream file = new(StorePath, FileMode.Open))
        {
            file.Position = 4_096;
            file.Write(new byte[file.Length - 4_096]);
        }

        Assert.Contains("damaged", (await FailAsync(StorePath)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing/jobs.db")]
    [InlineData("file/jobs.db")]
    [InlineData("")]
    public async Task A_path_that_cannot_be_a_file_is_refused_at_once(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "");
        JobStoreException error = await FailAsync(Path.Combine(_folder, path));
        Assert.Contains("cannot be made", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no folder that nobody can write to");
        Assert.Contains("cannot be made", (await FailAsync("/sys/jobs.db")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mnt/share/jobs.db", true)]
    [InlineData("/mnt/share/local/jobs.db", false)]
    [InlineData("/mnt/shared/jobs.db", false)]
    [InlineData("/home/jobs.db", false)]
    [InlineData(@"\\server\jobs.db", true)]
    public void A_network_share_is_known_by_what_is_mounted_where(string path, bool isShared) => Assert.Equal(
        isShared,
        StoreFile.IsShared(path, [("/", DriveType.Fixed), ("/mnt/share", DriveType.Network), ("/mnt/share/local", DriveType.Fixed)]));

    [Fact]
    public async Task A_store_that_was_removed_is_an_error_and_is_not_made_again_while_it_is_used()
    {
        using JobStore store = JobStore.Sqlite(StorePath);
        await store.Jobs.FindAsync("job", default);
        SqliteConnection.ClearAllPools();
        foreach (string file in Directory.GetFiles(_folder))
            File.Delete(file);
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(() => store.Jobs.FindAsync("job", default));
        Assert.Contains("was not removed", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_written_in_part_and_with_room_the_jobs_go_on()
    {
        using FullDisk database = new(new SqliteDatabase(StorePath, TimeProvider.System));
        using JobStore store = new(database);
        await store.Jobs.FindAsync("job", default);
        database.MostPages = 40;
        JournalEntry large = StoreBench.Entry("k", JournalEvent.Starting) with { Label = new string('x', 20_000) };
        JobStoreException full = await Assert.ThrowsAsync<JobStoreException>(async () =>
        {
            for (int i = 0; i < 1_000; i++)
                await store.Entries.WriteAsync(large, default);
        });
        Assert.Contains("disk is full", full.Message, StringComparison.Ordinal);
        Assert.True(full.IsTransient);
        int written = await store.Entries.ReadAsync(default).CountAsync();
        database.MostPages = 100_000;
        await store.Entries.WriteAsync(large, default);
        Assert.Equal(written + 1, await store.Entries.ReadAsync(default).CountAsync());
    }

    [Fact]
    public async Task A_disk_that_is_full_when_an_intent_is_written_gives_no_intent()
    {
        using FullDisk database = new(new SqliteDatabase(StorePath, TimeProvider.System));
        using JobStore store = new(database);
        await store.Jobs.AddAsync(
            new()
            {
                Key = "job", Account = StoreBench.Account, PlanId = "plan", Kind = 0, Content = "", Options = "", Records = 1,
                Concurrency = 1,
            },
            [new() { Job = "job", Number = 1, Content = "", Records = 1, AtLeast = 1, AtMost = 1 }],
            TimeSpan.FromDays(1),
            default);
        await store.Jobs.StartAsync("job", "plan", default);
        StoredChunk chunk =
            (await store.Chunks.ClaimAsync(StoreBench.Account, null, "w", StoreBench.Lease, default)).Chunk!;
        database.MostPages = 1;
        JournalEntry large = StoreBench.Entry(chunk, JournalEvent.Starting) with { Label = new string('x', 200_000) };
        await Assert.ThrowsAsync<JobStoreException>(
            () => store.Chunks.IntendAsync(chunk, large, StoreBench.Ledger(), 100, StoreBench.Lease, default));
        database.MostPages = 100_000;
        StoredChunk after = Assert.Single(await store.Jobs.ChunksAsync("job", default));
        Assert.Equal((ChunkState.Waiting, 0), (after.State, after.Attempt));
        Assert.Equal(1_000, (await store.CreateLedger(StoreBench.Ledger()).ReserveAsync("x", 10_000, default)).Left);
        await store.Chunks.IntendAsync(chunk, large, StoreBench.Ledger(), 100, StoreBench.Lease, default);
    }

    [Fact]
    public async Task A_file_that_another_process_has_locked_for_long_may_be_had_later()
    {
        using Impatient database = new(new SqliteDatabase(StorePath, TimeProvider.System));
        using JobStore store = new(database);
        await store.Jobs.FindAsync("job", default);
        await using SqliteConnection other = new($"Data Source={StorePath}");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using (SqliteTransaction busy = other.BeginTransaction(deferred: false))
        {
            JobStoreException locked = await Assert.ThrowsAsync<JobStoreException>(
                () => store.Entries.WriteAsync(StoreBench.Entry("k", JournalEvent.Starting), default).AsTask());
            Assert.True(locked.IsTransient);
            Assert.Contains("locked", locked.Message, StringComparison.Ordinal);
        }

        await store.Entries.WriteAsync(StoreBench.Entry("k", JournalEvent.Starting), default);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<JobStoreException> FailAsync(string path)
    {
        using JobStore store = JobStore.Sqlite(path);
        return await Assert.ThrowsAsync<JobStoreException>(() => store.Jobs.FindAsync("job", default));
    }

    /// <summary>A disk that has room for so many pages of 4 KiB, or for as many as there are.</summary>
    private sealed class FullDisk(SqliteDatabase inner) : WrappedDatabase(inner)
    {
        public int MostPages { get; set; } = 100_000;

        public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            DbConnection connection = await base.OpenAsync(cancellationToken);
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {MostPages}";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
    }

    private sealed class Impatient(SqliteDatabase inner) : WrappedDatabase(inner)
    {
        public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            DbConnection connection = await base.OpenAsync(cancellationToken);
            ((SqliteConnection)connection).DefaultTimeout = 1;
            return connection;
        }
    }
}
