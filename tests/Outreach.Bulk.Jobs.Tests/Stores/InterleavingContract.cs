using System.Globalization;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>
/// Two workers over one chunk, whose calls of the store are put into every order that there is, while leases run out between any of
/// them: claim, intent, the id of what was started, what it took, and the end; or a withdrawal and a release in their place.
/// </summary>
public abstract class InterleavingContract(StoreKind kind) : StoreContract(kind)
{
    private const long PerDay = 150;

    // How often leases run out. Two take eight times as long: OUTREACH_LEASES=2.
    private static readonly int s_mostExpiries =
        int.Parse(Environment.GetEnvironmentVariable("OUTREACH_LEASES") ?? "1", CultureInfo.InvariantCulture);

    // Longer than either lease.
    private static readonly TimeSpan s_expiry = TimeSpan.FromMinutes(6);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Whatever_the_order_one_intent_is_written_for_an_attempt_within_the_lease_and_the_day_and_nothing_is_skipped(
        params bool[] releases)
    {
        int runs = 0;
        foreach (Choices choices in Choices.All())
            await RunAsync($"run{++runs}", choices, releases);
        TestContext.Current.TestOutputHelper!.WriteLine($"{runs} interleavings");
    }

    private async Task RunAsync(string job, Choices choices, bool[] releases)
    {
        await Bench.StartJobAsync(job, chunks: 1, concurrency: 1);
        Dictionary<string, long> held = [];
        Worker[] workers = [.. releases.Select(each => new Worker(this, job, held, each))];
        int sent = 0;
        for (int expiries = 0; workers.Any(worker => !worker.IsDone);)
        {
            Worker[] open = [.. workers.Where(worker => !worker.IsDone)];
            int choice = choices.Next(open.Length + (expiries < s_mostExpiries ? 1 : 0));
            if (choice == open.Length)
            {
                expiries++;
                await ExpireAsync(workers);
                continue;
            }

            Worker worker = open[choice];
            if (!await worker.StepAsync())
                continue;
            Assert.True(worker.HasLease, $"{job} ({choices}): an intent under a lease that was over");

            // Two attempts at once are more than a day has.
            Assert.InRange(held.Values.Sum(), 1, PerDay);
            sent++;
        }

        // What is left is taken up by a third one, as often as it takes.
        for (int turns = 0; await LeftAsync(job); turns++)
        {
            Assert.InRange(turns, 0, 5);
            await ExpireAsync([]);
            Worker last = new(this, job, held, releases: false);
            while (!last.IsDone)
                sent += await last.StepAsync() ? 1 : 0;
        }

        StoredChunk chunk = await Bench.ChunkAsync(1, job);
        Assert.Equal((ChunkState.Ended, sent), (chunk.State, chunk.Attempt));
        Assert.NotNull((await Bench.JobAsync(job)).EndedAt);
        for (int attempt = 1; attempt <= sent; attempt++)
        {
            List<JournalEntry> entries = await Store.Entries.ReadAsync(job, $"{job}#1.{attempt}", default);
            Assert.Single(entries, entry => entry.Event == JournalEvent.Starting);

            // Nothing is sent again before the request before it was withdrawn.
            Assert.True(attempt == sent || entries.Any(entry => entry.Event == JournalEvent.NotStarted), $"{job}: attempt {attempt + 1}");
        }

        Assert.InRange((await LedgerOf(job).ReserveAsync("nobody", 10_000, default)).Left, 50, 150);
    }

    private async Task ExpireAsync(Worker[] workers)
    {
        await Bench.AdvanceAsync(s_expiry);
        foreach (Worker each in workers)
            each.HasLease = false;
    }

    private StoreLedger LedgerOf(string job) => Store.CreateLedger(Tables(job));

    private static LedgerTables Tables(string job) => new(job, PerDay, 0);

    private async Task<bool> LeftAsync(string job) => (await Bench.ChunkAsync(1, job)).State != ChunkState.Ended;

    private sealed class Worker(InterleavingContract test, string job, Dictionary<string, long> held, bool releases)
    {
        private StoredChunk? _chunk;
        private bool _isSent;
        private bool _isFound;
        private int _call;

        public bool HasLease { get; set; }

        /// <summary>Whether there is nothing more to call: it got no chunk, or handed it back.</summary>
        public bool IsDone { get; private set; }

        /// <summary>Does the next call.</summary>
        /// <returns>Whether a request may leave now.</returns>
        public async Task<bool> StepAsync()
        {
            ChunkTable chunks = test.Store.Chunks;
            int call = _call++;
            IsDone = call == 4;
            if (call == 0)
            {
                ChunkClaim claim = await chunks.ClaimAsync(StoreBench.Account, job, "w", StoreBench.Lease, default);
                _chunk = claim.Chunk;
                HasLease = _chunk is not null;
                IsDone = _chunk is null;
                return false;
            }

            switch (call)
            {
                // One that was sent by somebody else is looked for, and found.
                case 1 when _chunk!.State != ChunkState.Waiting:
                    _isSent = _isFound = true;
                    return false;
                case 1:
                    Intent intent = await chunks.IntendAsync(
                        _chunk!, StoreBench.Entry(_chunk!, JournalEvent.Starting), Tables(job), 100, TimeSpan.FromMinutes(5), default);
                    _isSent = intent.Result == IntentResult.Written;

                    // Whoever got none hands the chunk back next.
                    _call = _isSent ? _call : 4;
                    if (_isSent)
                        held[Operation] = 100;
                    return _isSent;
                case 2 when _isSent && Releases:
                    await chunks.WithdrawAsync(_chunk!, Entry(JournalEvent.NotStarted), default);
                    break;
                case 2 when _isSent:
                    await chunks.KnowAsync(_chunk!, 7, Entry(JournalEvent.Started), default);
                    break;
                case 3 when _isSent:
                    held[Operation] = Releases ? 0 : 100;
                    await test.LedgerOf(job).SettleAsync(Operation, held[Operation], default);
                    break;
                case 4 when _isSent && !Releases:
                    await test.Bench.EndAsync(_chunk!);
                    break;
                case 4:
                    await chunks.ReleaseAsync(_chunk!, default);
                    break;
            }

            return false;
        }

        private bool Releases => releases && !_isFound;

        private string Operation => _chunk!.State == ChunkState.Waiting ? $"{job}#1.{_chunk.Attempt + 1}" : _chunk.Operation!;

        private JournalEntry Entry(JournalEvent happened) => StoreBench.Entry(Operation, happened, 7);
    }
}

public sealed class SqliteInterleavingTests() : InterleavingContract(StoreKind.Sqlite);

public sealed class PostgreSqlInterleavingTests() : InterleavingContract(StoreKind.PostgreSql);
