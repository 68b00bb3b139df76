using System.Data.Common;
using DbUp;
using Microsoft.Data.Sqlite;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Sqlite;

/// <summary>A store in one SQLite file, for the processes of one machine.</summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    private const string TimeFunction = "outreach_now";

    private readonly string _path;
    private readonly string _connectionString;
    private readonly TimeProvider _time;

    public SqliteDatabase(string path, TimeProvider time)
    {
        _path = Path.GetFullPath(path);
        _time = time;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _path, ForeignKeys = true, Mode = SqliteOpenMode.ReadWrite }.ToString();
    }

    public override string Name => _path;

    public override string Folder => Path.GetDirectoryName(_path)!;

    // Whoever writes has the whole file.
    public override string SkippingLocked => "";

    public override bool IsCommandAtomic => false;

    public override async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        FileStream turn = await StoreFile.TakeTurnAsync(_path, cancellationToken).ConfigureAwait(false);
        await using (turn.ConfigureAwait(false))
        {
            StoreFile.Make(_path);
            SqliteConnection connection = new(_connectionString);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                SqliteCommand command = connection.CreateCommand();
                await using (command.ConfigureAwait(false))
                {
                    // Readers do not wait for a writer, and what is committed survives a power cut.
                    command.CommandText = "PRAGMA journal_mode = WAL";
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            SchemaScripts.Run(DeployChanges.To.SqliteDatabase(_connectionString), "Sqlite.", typeof(SqliteDatabase).Assembly, this);
        }
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        SqliteConnection connection = new(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            connection.CreateFunction(TimeFunction, () => _time.GetUtcNow().ToUnixTimeMilliseconds());
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override bool MayPass(DbException exception) => exception is SqliteException { SqliteErrorCode: 5 or 6 or 13 };

    public override bool IsConflict(DbException exception) => false;

    public override void Dispose()
    {
        using SqliteConnection connection = new(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    public override string? Explain(DbException exception) => exception is not SqliteException { SqliteErrorCode: var code } ? null : code switch
    {
        5 or 6 => "another process has had it locked for 30 seconds. Look for one that hangs in the middle of a write.",
        8 => "it cannot be written. Check the rights on the file and its folder.",
        10 => "the disk fails to read or write it. Check the disk, and that it is no network share.",
        11 => "the file is damaged. Restore it from a backup; what its jobs have sent is in the batches of the account.",
        13 => "the disk is full. Make room; nothing was lost, and the jobs go on where they were.",
        14 => "the file cannot be opened. Check that it was not removed, and that its folder exists and may be written to.",
        26 => "the file is no SQLite database. Name another one.",
        _ => null,
    };
}
