using System.Data;
using System.Data.Common;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.JobWorker;

/// <summary>A store with a point before and after each of its transactions.</summary>
internal sealed class CountingDatabase(SqlDatabase inner, FaultPoints points) : SqlDatabase
{
    public override string Name => inner.Name;

    public override string Locking => inner.Locking;

    public override string SkippingLocked => inner.SkippingLocked;

    public override Task UpgradeAsync(CancellationToken cancellationToken) => inner.UpgradeAsync(cancellationToken);

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        string name = $"store {points.Next("store")}";
        points.Pass($"before {name}");
        DbConnection connection = await inner.OpenAsync(cancellationToken);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
                points.Pass($"after {name}");
        };
        return connection;
    }

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        inner.BeginAsync(connection, cancellationToken);

    public override string? Explain(DbException exception) => inner.Explain(exception);

    public override bool MayPass(DbException exception) => inner.MayPass(exception);
}
