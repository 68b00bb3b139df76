using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.JobWorker;

/// <summary>
/// A store with a point before and after each of its calls. Transactions are numbered by themselves: how many other calls come between
/// them differs from run to run.
/// </summary>
internal sealed class CountingDatabase(SqlDatabase inner, FaultPoints points) : SqlDatabase
{
    private readonly ConcurrentDictionary<DbConnection, string> _transactions = [];

    public override string Name => inner.Name;

    public override string SkippingLocked => inner.SkippingLocked;

    public override bool IsCommandAtomic => inner.IsCommandAtomic;

    public override Task UpgradeAsync(CancellationToken cancellationToken) => inner.UpgradeAsync(cancellationToken);

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        string name = $"store {points.Next("store")}";
        points.Pass($"before {name}");
        DbConnection connection = await inner.OpenAsync(cancellationToken);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
                points.Pass($"after {(_transactions.TryRemove(connection, out string? transaction) ? transaction : name)}");
        };
        return connection;
    }

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        _transactions[connection] = $"transaction {points.Next("transaction")}";
        return inner.BeginAsync(connection, cancellationToken);
    }

    public override string? Explain(DbException exception) => inner.Explain(exception);

    public override bool MayPass(DbException exception) => inner.MayPass(exception);

    public override bool IsConflict(DbException exception) => inner.IsConflict(exception);

    public override void Dispose() => inner.Dispose();
}
