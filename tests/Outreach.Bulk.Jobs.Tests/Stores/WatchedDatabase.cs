using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>A database that says before each exchange with the server that it is about to: each command, and each commit.</summary>
internal sealed class WatchedDatabase(SqlDatabase inner, Func<DbConnection, string, Task> before) : WrappedDatabase(inner)
{
    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        new Connection(await base.OpenAsync(cancellationToken), before);

    public override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        Connection watched = (Connection)connection;
        return new Transaction(await base.BeginAsync(watched.Inner, cancellationToken), watched);
    }

    private sealed class Connection(DbConnection inner, Func<DbConnection, string, Task> before) : DbConnection
    {
        public DbConnection Inner => inner;

        [AllowNull]
        public override string ConnectionString { get => inner.ConnectionString; set => throw new NotSupportedException(); }

        public override string Database => inner.Database;

        public override string DataSource => inner.DataSource;

        public override string ServerVersion => inner.ServerVersion;

        public override ConnectionState State => inner.State;

        public Task BeforeAsync(string what) => before(inner, what);

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        public override void Close() => inner.Close();

        public override void Open() => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => new Command(inner.CreateCommand(), this);
    }

    private sealed class Transaction(DbTransaction inner, Connection connection) : DbTransaction
    {
        public DbTransaction Inner => inner;

        public override IsolationLevel IsolationLevel => inner.IsolationLevel;

        protected override DbConnection DbConnection => connection;

        public override void Commit() => throw new NotSupportedException();

        public override async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            await connection.BeforeAsync("COMMIT");
            await inner.CommitAsync(cancellationToken);
        }

        public override void Rollback() => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
    }

    private sealed class Command(DbCommand inner, Connection connection) : DbCommand
    {
        [AllowNull]
        public override string CommandText { get => inner.CommandText; set => inner.CommandText = value; }

        public override int CommandTimeout { get => inner.CommandTimeout; set => inner.CommandTimeout = value; }

        public override CommandType CommandType { get => inner.CommandType; set => inner.CommandType = value; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get => inner.UpdatedRowSource; set => inner.UpdatedRowSource = value; }

        protected override DbConnection? DbConnection { get => connection; set => throw new NotSupportedException(); }

        protected override DbParameterCollection DbParameterCollection => inner.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => inner.Transaction;
            set => inner.Transaction = (value as Transaction)?.Inner;
        }

        public override void Cancel() => inner.Cancel();

        public override int ExecuteNonQuery() => throw new NotSupportedException();

        public override object? ExecuteScalar() => throw new NotSupportedException();

        public override void Prepare() => throw new NotSupportedException();

        public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
        {
            await connection.BeforeAsync(inner.CommandText);
            return await inner.ExecuteNonQueryAsync(cancellationToken);
        }

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override DbParameter CreateDbParameter() => inner.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();

        protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
        {
            await connection.BeforeAsync(inner.CommandText);
            return await inner.ExecuteReaderAsync(behavior, cancellationToken);
        }
    }
}
