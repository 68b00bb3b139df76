using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>A database of a test's own, whose clock the test sets, and any number of stores over it, as processes have them.</summary>
public abstract class StoreBench : IAsyncDisposable
{
    internal const string Account = "api.outreach.io";

    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private readonly List<JobStore> _stores = [];

    internal StoreBench() => Store = null!;

    internal JobStore Store { get; private set; }

    internal static async Task<StoreBench> StartAsync(StoreKind kind)
    {
        StoreBench bench = kind == StoreKind.Sqlite ? new SqliteBench() : await PostgreSqlBench.StartAsync();
        bench.Store = await bench.OpenAsync();
        return bench;
    }

    /// <summary>Moves the clock, back if it is less than zero.</summary>
    internal abstract Task AdvanceAsync(TimeSpan by);

    /// <summary>Runs a statement on the side.</summary>
    internal abstract Task ExecuteAsync(string sql);

    /// <summary>A store that was not used yet.</summary>
    internal JobStore Unopened() => Hurried(isHurried: true);

    /// <summary>A store that waits for the disk, as users' do.</summary>
    internal JobStore Durable() => Kept(Hurried(isHurried: false));

    internal Task<JobStore> OpenAsync() => Task.FromResult(Kept(Unopened()));

    private protected abstract JobStore Hurried(bool isHurried);

    private JobStore Kept(JobStore store)
    {
        _stores.Add(store);
        return store;
    }

    /// <summary>A job of some chunks of 100 records each, started.</summary>
    internal async Task<StoredJob> StartJobAsync(
        string key = "job",
        int chunks = 3,
        int concurrency = 10,
        bool inOrder = false,
        bool canary = false,
        double? share = null,
        long? limit = null)
    {
        StoredJob job = await PlanJobAsync(key, chunks, concurrency, inOrder, canary, share, limit);
        return (await Store.Jobs.StartAsync(key, job.PlanId, default))!;
    }

    internal Task<StoredJob> PlanJobAsync(
        string key = "job",
        int chunks = 3,
        int concurrency = 10,
        bool inOrder = false,
        bool canary = false,
        double? share = null,
        long? limit = null,
        string plan = "plan",
        TimeSpan? lifetime = null) =>
        Store.Jobs.AddAsync(
            new()
            {
                Key = key,
                Account = Account,
                PlanId = plan,
                Kind = JobKind.Action,
                Content = "{}",
                Options = "{}",
                Records = 100 * chunks,
                Concurrency = concurrency,
                InOrder = inOrder,
                FailedShareLimit = share,
                FailedLimit = limit,
            },
            [
                .. Enumerable.Range(1, chunks).Select(number => new StoredChunk
                {
                    Job = key,
                    Number = number,
                    Content = $"\"{number}\"",
                    Records = 100,
                    AtLeast = 95,
                    AtMost = 105,
                    IsCanary = canary && number == 1,
                }),
            ],
            lifetime ?? TimeSpan.FromDays(1),
            default);

    internal Task<ChunkClaim> LookAsync(JobStore? store = null) => (store ?? Store).Chunks.ClaimAsync(Account, null, "w", Lease, default);

    internal async Task<StoredChunk> ClaimAsync(JobStore? store = null)
    {
        StoredChunk? chunk = (await LookAsync(store)).Chunk;
        Assert.NotNull(chunk);
        return chunk;
    }

    internal async Task<IntentResult> IntendAsync(StoredChunk chunk, long records = 0) => (await Store.Chunks.IntendAsync(
        chunk, Entry(chunk, JournalEvent.Starting), Ledger(), records, TimeSpan.FromMinutes(5), default)).Result;

    /// <summary>The chunk of the next claim, with its intent written.</summary>
    internal async Task<StoredChunk> SendAsync()
    {
        StoredChunk chunk = await ClaimAsync();
        Assert.Equal(IntentResult.Written, await IntendAsync(chunk));
        return chunk;
    }

    internal Task<bool> EndAsync(StoredChunk chunk, ChunkOutcome outcome = ChunkOutcome.Completed, long processed = 100, long failed = 0) =>
        Store.Chunks.ChangeAsync(
            chunk, new() { State = ChunkState.Ended, Outcome = outcome, Processed = processed, Failed = failed }, default);

    internal async Task<StoredChunk> ChunkAsync(int number, string job = "job") =>
        (await Store.Jobs.ChunksAsync(job, default)).Single(chunk => chunk.Number == number);

    internal async Task<StoredJob> JobAsync(string key = "job") => (await Store.Jobs.FindAsync(key, default))!;

    /// <summary>1 200 records a day are 50 an hour; 200 are left to others.</summary>
    internal static LedgerTables Ledger(string account = Account) => new(account, 1_200, 200);

    internal static JournalEntry Entry(StoredChunk chunk, JournalEvent happened, long? batch = null) =>
        Entry($"{chunk.Job}#{chunk.Number}.{chunk.Attempt + 1}", happened, batch);

    internal static JournalEntry Entry(string key, JournalEvent happened, long? batch = null) =>
        new() { Key = key, Event = happened, At = DateTimeOffset.UnixEpoch, BatchId = batch };

    public async ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task EndAsync();
}
