using System.Data.Common;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>A database that a test does something to.</summary>
internal abstract class WrappedDatabase(SqlDatabase inner) : SqlDatabase
{
    public override string Name => inner.Name;

    public override string SkippingLocked => inner.SkippingLocked;

    public override bool IsCommandAtomic => inner.IsCommandAtomic;

    public override Task UpgradeAsync(CancellationToken cancellationToken) => inner.UpgradeAsync(cancellationToken);

    public override Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        inner.BeginAsync(connection, cancellationToken);

    public override string? Explain(DbException exception) => inner.Explain(exception);

    public override bool MayPass(DbException exception) => inner.MayPass(exception);

    public override bool IsConflict(DbException exception) => inner.IsConflict(exception);

    public override void Dispose() => inner.Dispose();
}
