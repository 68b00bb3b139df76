using System.Data.Common;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>Statements over one connection, in a transaction or without one.</summary>
internal sealed class SqlSession(DbConnection connection, DbTransaction? transaction)
{
    public async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        DbCommand command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<List<T>> ListAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        List<T> rows = [];
        DbCommand command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    rows.Add(read(reader));
            }
        }

        return rows;
    }

    public async Task<T?> FirstAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        (await ListAsync(sql, read, cancellationToken, parameters).ConfigureAwait(false)).FirstOrDefault();

    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // All texts are constants of this room.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
