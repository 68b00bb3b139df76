using System.Runtime.CompilerServices;
using System.Text.Json;
using Outreach.Bulk.Journal;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>The entries of operations: of chunks, which belong to a job, and of plain calls.</summary>
internal sealed class JournalTable(SqlTransactions transactions) : IOperationJournal
{
    /// <summary>Adds the entry of <see cref="Parameters"/>.</summary>
    public const string Insert = "INSERT INTO journal (job, key, at, ended, entry) VALUES (@job, @key, outreach_now(), @ended, @entry)";

    // So many entries are read at a time.
    private const int PageSize = 1_000;

    public async ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken) =>
        await WriteAsync(null, entry, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes an entry about an operation of a job; null for one of no job.</summary>
    public Task WriteAsync(string? job, JournalEntry entry, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.RunAsync(Insert, cancellationToken, [("job", job), .. Parameters(entry)]), cancellationToken);

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

    /// <summary>An entry, for a statement that has its job already.</summary>
    public static (string, object?)[] Parameters(JournalEntry entry) =>
    [
        ("key", entry.Key),
        ("ended", entry.Event is JournalEvent.Ended or JournalEvent.NotStarted ? 1 : 0),
        ("entry", JsonSerializer.Serialize(entry, JournalJsonContext.Default.JournalEntry)),
    ];

    /// <summary>The entries of one operation of a job, in order. A plain call may have the same key.</summary>
    public Task<List<JournalEntry>> ReadAsync(string job, string key, CancellationToken cancellationToken) => transactions.RunOneAsync(
        session => session.ListAsync(
            "SELECT entry FROM journal WHERE job = @job AND key = @key ORDER BY number",
            row => Read(row.GetString(0)),
            cancellationToken,
            ("job", job),
            ("key", key)),
        cancellationToken);

    /// <summary>The ids of all batches that a job's operations are known to have started.</summary>
    public async Task<IEnumerable<long>> BatchesOfAsync(string job, CancellationToken cancellationToken) =>
        (await transactions.RunOneAsync(
            session => session.ListAsync(
                "SELECT entry FROM journal WHERE job = @job ORDER BY number", row => Read(row.GetString(0)), cancellationToken, ("job", job)),
            cancellationToken).ConfigureAwait(false)).Select(entry => entry.BatchId).OfType<long>().Distinct();

    private static JournalEntry Read(string entry) => JsonSerializer.Deserialize(entry, JournalJsonContext.Default.JournalEntry)!;
}
