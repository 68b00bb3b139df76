using System.Diagnostics;
using Npgsql;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>
/// Two calls of the store at once on PostgreSQL, in every order of their commands and commits that its locks allow: what they give and
/// what they leave is what one after the other would, in one of the two orders.
/// </summary>
public sealed class PostgreSqlOrderTests : IAsyncLifetime
{
    private static readonly AsyncLocal<int?> s_worker = new();

    // Chunk 1 and 2 are claimed, 3 is on its way, 4 failed and 5 waits. There is room for all, and records for one more.
    private const string Setting =
        """
        DELETE FROM journal; DELETE FROM job; DELETE FROM ledger; DELETE FROM holding;
        INSERT INTO job (key, account, plan, kind, content, options, records, concurrency, in_order, failed_limit, planned_at, expires_at,
            started_at, wish, wished_at)
            VALUES ('job', 'api.outreach.io', 'plan', 0, '', '', 500, 4, 0, 50, 0, 0, 0, 1, 0);
        INSERT INTO chunk (job, number, content, records, at_least, at_most, canary, state, lease_owner, lease_until, fence, attempt,
            operation, outcome)
            SELECT 'job', n, '', 100, 0, 100, 0, (ARRAY[0, 0, 1, 4, 0])[n], CASE WHEN n < 4 THEN 'w' END,
                CASE WHEN n < 4 THEN outreach_now() + 100000 ELSE 0 END, 1, CASE WHEN n IN (3, 4) THEN 1 ELSE 0 END,
                CASE WHEN n IN (3, 4) THEN 'job#' || n || '.1' END, CASE WHEN n = 4 THEN 4 END
            FROM generate_series(1, 5) n;
        INSERT INTO ledger SELECT 'api.outreach.io', 850, outreach_now();
        INSERT INTO holding SELECT 'api.outreach.io', 'job#3.1', 100, 100, outreach_now();
        """;

    // Or records for all, and room for one more.
    private const string OtherSetting = Setting + "UPDATE job SET concurrency = 2; UPDATE ledger SET level = 100;";

    private const string Left =
        """
        SELECT (SELECT json_agg(j) FROM job j)::text || (SELECT json_agg(c ORDER BY number) FROM chunk c)::text
            || COALESCE((SELECT json_agg(json_build_array(job, key, ended, entry) ORDER BY number) FROM journal)::text, '')
            || (SELECT json_agg(l) FROM ledger l)::text || (SELECT json_agg(h ORDER BY operation) FROM holding h WHERE records > 0)::text
        """;

    private static readonly Dictionary<string, Func<JobStore, Task<object?>>> s_calls = new()
    {
        ["claim"] = async store => (await store.Chunks.ClaimAsync(StoreBench.Account, null, "v", StoreBench.Lease, default)).Chunk?.Number,
        ["intend 1"] = async store => await IntendAsync(store, 1, 100),
        ["intend 2"] = async store => await IntendAsync(store, 2, 100),
        ["intend 1 without records"] = async store => await IntendAsync(store, 1, 0),
        ["intend 2 without records"] = async store => await IntendAsync(store, 2, 0),
        ["renew 1"] = async store => await store.Chunks.RenewAsync(Chunk(1), StoreBench.Lease, default),
        ["release 1"] = async store => await DoneAsync(store.Chunks.ReleaseAsync(Chunk(1), default)),
        ["split 2"] = async store => await store.Jobs.SplitAsync(Chunk(2), [Chunk(2), Chunk(2)], default),
        ["know 3"] = async store => await DoneAsync(
            store.Chunks.KnowAsync(Chunk(3), 7, StoreBench.Entry("job#3.1", JournalEvent.Started, 7), default)),
        ["decide 3"] = async store => await store.Chunks.DecideAsync(
            Chunk(3), StoreBench.Entry("job#3.1", JournalEvent.Confirming, 7), default),
        ["withdraw 3"] = async store => await DoneAsync(
            store.Chunks.WithdrawAsync(Chunk(3), StoreBench.Entry("job#3.1", JournalEvent.NotStarted), default)),
        ["settle 3"] = async store => await DoneAsync(store.CreateLedger(StoreBench.Ledger()).SettleAsync("job#3.1", 10, default).AsTask()),
        ["reserve"] = async store => (await store.CreateLedger(StoreBench.Ledger()).ReserveAsync("call", 100, default)).IsReserved,
        ["change 3"] = async store => await store.Chunks.ChangeAsync(
            Chunk(3), new() { State = ChunkState.Running, OperationId = 7 }, default),
        ["end 3"] = async store => await store.Chunks.ChangeAsync(
            Chunk(3),
            new() { State = ChunkState.Ended, Outcome = ChunkOutcome.CompletedWithFailures, Processed = 100, Failed = 60 },
            default),
        ["pause"] = async store => (await store.Jobs.WishAsync("job", JobWish.Pause, default))!.Wish,
        ["cancel"] = async store => (await store.Jobs.WishAsync("job", JobWish.Cancel, default))!.Wish,
        ["reopen"] = async store => await store.Jobs.ReopenAsync(
            "job", [ChunkOutcome.Failed, ChunkOutcome.Skipped], isShrinking: true, agreed: null, default),
    };

    private PostgreSqlBench _bench = null!;
    private NpgsqlConnection _side = null!;
    private JobStore _watched = null!;
    private Turns? _turns;

    // All of them take two minutes.
    public static TheoryData<string> Calls =>
        [.. s_calls.Keys.Where(call => Environment.GetEnvironmentVariable("OUTREACH_ALL_ORDERS") is not null || call == "intend 1")];

    public async ValueTask InitializeAsync()
    {
        _bench = (PostgreSqlBench)await StoreBench.StartAsync(StoreKind.PostgreSql);
        _side = new($"{_bench.ConnectionString};Search Path={_bench.Schema}");
        await _side.OpenAsync();
        _watched = new(new WatchedDatabase(_bench.Database(), (connection, _) => s_worker.Value is { } worker
            ? _turns!.WaitAsync(worker, ((NpgsqlConnection)connection).ProcessID)
            : Task.CompletedTask));
        await _watched.Jobs.FindAsync("", default);
    }

    public async ValueTask DisposeAsync()
    {
        _watched?.Dispose();
        if (_side is not null)
            await _side.DisposeAsync();
        if (_bench is not null)
            await _bench.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Two_calls_at_once_come_to_what_one_after_the_other_does(string first)
    {
        int runs = 0;
        foreach (string second in s_calls.Keys.SkipWhile(call => call != first))
        {
            foreach (string setting in first.StartsWith("intend", StringComparison.Ordinal) ? (string[])[Setting, OtherSetting] : [Setting])
            {
                string[] serial = [await SeriallyAsync(setting, first, second), await SeriallyAsync(setting, second, first)];
                foreach (Choices choices in Choices.All())
                {
                    runs++;
                    string came = await TogetherAsync(setting, [first, second], choices);
                    Assert.True(
                        serial.Contains(came),
                        $"{first} and {second} in the order {choices}:\n{came}\nOne after the other:\n{serial[0]}\n{serial[1]}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{runs} interleavings");
    }

    private static StoredChunk Chunk(int number) => new()
    {
        Job = "job", Number = number, Content = "", Records = 100, AtLeast = 0, AtMost = 100, Fence = 1, Operation = $"job#{number}.1",
    };

    private static async Task<IntentResult> IntendAsync(JobStore store, int number, long records)
    {
        JournalEntry entry = StoreBench.Entry(Chunk(number), JournalEvent.Starting);
        return (await store.Chunks.IntendAsync(Chunk(number), entry, StoreBench.Ledger(), records, StoreBench.Lease, default)).Result;
    }

    private static async Task<object?> DoneAsync(Task task)
    {
        await task;
        return null;
    }

    private async Task<string> SeriallyAsync(string setting, string first, string second)
    {
        await ReadAsync(setting);
        SortedDictionary<string, object?> results = new(StringComparer.Ordinal) { [first] = await s_calls[first](_bench.Store) };
        results[first == second ? second + "'" : second] = await s_calls[second](_bench.Store);
        return Told(results.Values, first == second) + await ReadAsync(Left);
    }

    private async Task<string> TogetherAsync(string setting, string[] calls, Choices choices)
    {
        using Turns turns = new(choices);
        _turns = turns;
        await ReadAsync(setting);
        object?[] results = new object?[2];
        Task[] workers = [.. calls.Select((call, worker) => Task.Run(async () =>
        {
            s_worker.Value = worker;
            try
            {
                results[worker] = await s_calls[call](_watched);
            }
            finally
            {
                turns.End(worker);
            }
        }))];
        await turns.RunAsync(async process => await ReadAsync($"SELECT cardinality(pg_blocking_pids({process}))::text") != "0");
        await Task.WhenAll(workers);
        IEnumerable<object?> told = string.CompareOrdinal(calls[0], calls[1]) <= 0 ? results : results.Reverse();
        return Told(told, calls[0] == calls[1]) + await ReadAsync(Left);
    }

    // Which of two equal calls came first makes no difference.
    private static string Told(IEnumerable<object?> results, bool inAnyOrder)
    {
        IEnumerable<string> told = results.Select(result => $"{result}");
        return string.Join(", ", inAnyOrder ? told.Order(StringComparer.Ordinal) : told) + "\n";
    }

    private async Task<string?> ReadAsync(string sql)
    {
        await using NpgsqlCommand command = new(sql, _side);
        return await command.ExecuteScalarAsync() as string;
    }

    /// <summary>Lets one of two workers go on at a time, by choice where both could.</summary>
    private sealed class Turns(Choices choices) : IDisposable
    {
        private static readonly TimeSpan s_exchange = TimeSpan.FromMilliseconds(2);

        private readonly Lock _gate = new();
        private readonly SemaphoreSlim _moved = new(0);
        private readonly TaskCompletionSource?[] _waiting = new TaskCompletionSource?[2];
        private readonly bool[] _ended = new bool[2];
        private readonly int[] _processes = new int[2];

        public Task WaitAsync(int worker, int process)
        {
            lock (_gate)
            {
                _processes[worker] = process;
                _moved.Release();
                return (_waiting[worker] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }

        public void End(int worker)
        {
            lock (_gate)
                _ended[worker] = true;
            _moved.Release();
        }

        public void Dispose() => _moved.Dispose();

        public async Task RunAsync(Func<int, Task<bool>> isBlocked)
        {
            long start = Stopwatch.GetTimestamp();
            while (true)
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1), $"Nobody gets on after {choices}.");
                int[] busy;
                int[] ready;
                lock (_gate)
                {
                    ready = [.. Enumerable.Range(0, 2).Where(worker => _waiting[worker] is not null)];
                    busy = [.. Enumerable.Range(0, 2).Where(worker => _waiting[worker] is null && !_ended[worker])];
                }

                // Whoever is busy either comes to its next exchange by itself or waits for a lock of the other, which stands still. The
                // server is asked only about one that takes long: an answer costs more than most exchanges.
                if (busy.Length > 0
                    && (await _moved.WaitAsync(s_exchange) || busy.Length == 2 || _processes[busy[0]] == 0 || !await isBlocked(_processes[busy[0]])))
                {
                    continue;
                }

                if (busy.Length == 0 && ready.Length == 0)
                    return;
                if (ready.Length == 0)
                    continue;
                TaskCompletionSource next;
                lock (_gate)
                {
                    int worker = ready[choices.Next(ready.Length)];
                    next = _waiting[worker]!;
                    _waiting[worker] = null;
                }

                next.SetResult();
            }
        }
    }
}
