using System.Data.Common;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>Runs statements in transactions. The schema is brought up to date before the first one.</summary>
internal sealed class SqlTransactions(SqlDatabase database) : IDisposable
{
    // Conflicts are rare, and each time somebody else gets on.
    private const int MostConflicts = 10;

    private readonly SemaphoreSlim _upgrading = new(1);
    private volatile bool _isUpgraded;

    public SqlDatabase Database => database;

    /// <summary>Runs a piece of work, all of it or nothing. It may be run more than once, until it can be committed.</summary>
    /// <returns>What the work gave; the transaction is committed by then.</returns>
    /// <exception cref="JobStoreException">The store cannot be used. Unless the commit was what failed, nothing was written.</exception>
    public Task<T> RunAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) => ConnectedAsync(
        async connection =>
        {
            for (int conflicts = 0; ; conflicts++)
            {
                bool isCommitting = false;
                DbTransaction transaction = await database.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    try
                    {
                        T result = await work(new(connection, transaction)).ConfigureAwait(false);

                        // A caller that gets an error takes it for not written, so it must be neither abandoned half-way nor repeated.
                        isCommitting = true;
                        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                        return result;
                    }
                    catch (DbException exception) when (!isCommitting && conflicts < MostConflicts && database.IsConflict(exception))
                    {
                    }
                }
            }
        },
        cancellationToken);

    /// <summary>Runs one statement, or one command that only reads.</summary>
    public Task<T> RunOneAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) => ConnectedAsync(
        async connection =>
        {
            for (int conflicts = 0; ; conflicts++)
            {
                try
                {
                    return await work(new(connection, null)).ConfigureAwait(false);
                }
                catch (DbException exception) when (conflicts < MostConflicts && database.IsConflict(exception))
                {
                }
            }
        },
        cancellationToken);

    /// <summary>Runs one command of several statements, all of them or none.</summary>
    public Task<T> RunCommandAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) =>
        database.IsCommandAtomic ? RunOneAsync(work, cancellationToken) : RunAsync(work, cancellationToken);

    public void Dispose()
    {
        database.Dispose();
        _upgrading.Dispose();
    }

    private async Task<T> ConnectedAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isUpgraded)
                await UpgradeAsync(cancellationToken).ConfigureAwait(false);
            DbConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
                return await work(connection).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw new JobStoreException(
                $"The job store {database.Name} cannot be used: {database.Explain(exception) ?? exception.Message}", exception)
            {
                MayPass = database.MayPass(exception),
            };
        }
    }

    private async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        await _upgrading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isUpgraded)
                await database.UpgradeAsync(cancellationToken).ConfigureAwait(false);
            _isUpgraded = true;
        }
        finally
        {
            _upgrading.Release();
        }
    }
}
