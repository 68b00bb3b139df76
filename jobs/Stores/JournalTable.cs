using System.Runtime.CompilerServices;
using System.Text.Json;
using Outreach.Bulk.Journal;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>The entries of operations: of chunks, which belong to a job, and of plain calls.</summary>
internal sealed class JournalTable(SqlTransactions transactions) : IOperationJournal
{
    // So many entries are read at a time.
    private const int PageSize = 1_000;

    public async ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken) =>
        await transactions.RunOneAsync(session => AddAsync(session, null, entry, cancellationToken), cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        while (true)
        {
            List<(long Number, JournalEntry Entry)> page = await transactions.RunOneAsync(
                session => session.ListAsync(
                    "SELECT number, entry FROM journal WHERE job IS NULL AND number > @last ORDER BY number LIMIT @size",
                    row => (row.GetInt64(0), Read(row.GetString(1))),
                    cancellationToken,
                    ("last", last),
                    ("size", PageSize)),
                cancellationToken).ConfigureAwait(false);
            foreach ((long number, JournalEntry entry) in page)
            {
                last = number;
                yield return entry;
            }

            if (page.Count < PageSize)
                yield break;
        }
    }

    /// <summary>Writes an entry within somebody's transaction.</summary>
    public static Task<int> AddAsync(SqlSession session, string? job, JournalEntry entry, CancellationToken cancellationToken) =>
        session.RunAsync(
            "INSERT INTO journal (job, key, at, ended, entry) VALUES (@job, @key, outreach_now(), @ended, @entry)",
            cancellationToken,
            ("job", job),
            ("key", entry.Key),
            ("ended", entry.Event is JournalEvent.Ended or JournalEvent.NotStarted ? 1 : 0),
            ("entry", JsonSerializer.Serialize(entry, JournalJsonContext.Default.JournalEntry)));

    /// <summary>The entries of one operation, in order.</summary>
    public Task<List<JournalEntry>> ReadAsync(string key, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.ListAsync(
            "SELECT entry FROM journal WHERE key = @key ORDER BY number", row => Read(row.GetString(0)), cancellationToken, ("key", key)),
        cancellationToken);

    /// <summary>The ids of all batches that a job's operations are known to have started.</summary>
    public async Task<IEnumerable<long>> BatchesOfAsync(string job, CancellationToken cancellationToken) =>
        (await transactions.RunOneAsync(
            session => session.ListAsync(
                "SELECT entry FROM journal WHERE job = @job ORDER BY number", row => Read(row.GetString(0)), cancellationToken, ("job", job)),
            cancellationToken).ConfigureAwait(false)).Select(entry => entry.BatchId).OfType<long>().Distinct();

    private static JournalEntry Read(string entry) => JsonSerializer.Deserialize(entry, JournalJsonContext.Default.JournalEntry)!;
}
