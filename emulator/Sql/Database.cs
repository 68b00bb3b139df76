using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Outreach.Bulk.Emulator.Sql;

/// <summary>One SQLite database in memory. Not for concurrent use: the emulator answers one request at a time.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public Database() => _connection.Open();

    /// <summary>Runs a piece of work in one transaction, which spares a write per statement.</summary>
    public void InTransaction(Action work)
    {
        Execute("BEGIN");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>Runs a statement of the emulator's own, prepared once; its values are <c>$p0</c>, <c>$p1</c> and so on.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = Prepared(sql, values);
        return command.ExecuteNonQuery();
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using SqliteDataReader reader = Prepared(sql, values).ExecuteReader();
        return ReadAll(reader, read);
    }

    /// <summary>Runs a query composed for one request.</summary>
    public List<T> Query<T>(string sql, SqlParameters parameters, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters.Values.Count; i++)
            command.Parameters.AddWithValue(Name(i), parameters.Values[i] ?? DBNull.Value);
        using SqliteDataReader reader = command.ExecuteReader();
        return ReadAll(reader, read);
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _prepared.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private static List<T> ReadAll<T>(SqliteDataReader reader, Func<SqliteDataReader, T> read)
    {
        List<T> rows = [];
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private static string Name(int index) => "$p" + index.ToString(CultureInfo.InvariantCulture);

    private SqliteCommand Prepared(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = Name(i) });
            _prepared.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
