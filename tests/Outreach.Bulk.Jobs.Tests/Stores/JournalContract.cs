namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>The journal of calls that are no job's, beside those of jobs.</summary>
public abstract class JournalContract(StoreKind kind) : StoreContract(kind)
{
    [Fact]
    public async Task Entries_are_read_as_they_were_written_in_order_and_by_any_process()
    {
        JournalEntry full = new()
        {
            Key = "a", Event = JournalEvent.Confirming, At = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero), ServerAt = DateTimeOffset.UnixEpoch,
            Label = "ünique 'x'", Action = "accountsBulkModify", TargetDigest = "d", BatchId = long.MaxValue, ImportId = 2, FileName = "f.csv",
            State = "running", Count = 3,
        };
        await Store.CreateJournal().WriteAsync(full, default);
        JournalEntry end = full with { Key = "b", Event = JournalEvent.Ended };
        await Store.CreateJournal().WriteAsync(end, default);
        JobStore other = await Bench.OpenAsync();
        Assert.Equal([full, end], await other.CreateJournal().ReadAsync(default).ToListAsync());
    }

    [Fact]
    public async Task A_long_journal_is_read_to_its_end()
    {
        IOperationJournal journal = Store.CreateJournal();
        for (int i = 0; i < 2_001; i++)
            await journal.WriteAsync(StoreBench.Entry($"{i}", JournalEvent.Starting), default);
        Assert.Equal(Enumerable.Range(0, 2_001), (await journal.ReadAsync(default).ToListAsync()).Select(entry => int.Parse(entry.Key)));
    }

    [Fact]
    public async Task Entries_of_jobs_and_of_plain_calls_are_kept_apart_even_under_the_same_key()
    {
        await Bench.StartJobAsync(chunks: 1);
        await Bench.SendAsync();
        await Store.CreateJournal().WriteAsync(StoreBench.Entry("job#1.1", JournalEvent.Started, batch: 13), default);
        Assert.Equal([13], (await Store.CreateJournal().ReadAsync(default).ToListAsync()).Select(entry => entry.BatchId));
        Assert.Null(Assert.Single(await Store.Entries.ReadAsync("job", "job#1.1", default)).BatchId);
        Assert.Empty(await Store.Entries.BatchesOfAsync("job", default));
    }

    [Fact]
    public async Task Entries_that_are_written_at_once_all_stay()
    {
        JobStore other = await Bench.OpenAsync();
        await Parallel.ForAsync(0, 100, async (i, cancellationToken) => await (i % 2 == 0 ? Store : other).CreateJournal()
            .WriteAsync(StoreBench.Entry($"{i}", JournalEvent.Starting), cancellationToken));
        Assert.Equal(100, (await Store.CreateJournal().ReadAsync(default).ToListAsync()).DistinctBy(entry => entry.Key).Count());
    }
}

public sealed class SqliteJournalTests() : JournalContract(StoreKind.Sqlite);

public sealed class PostgreSqlJournalTests() : JournalContract(StoreKind.PostgreSql);
