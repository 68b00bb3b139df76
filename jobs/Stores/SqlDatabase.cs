using System.Data.Common;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>What one kind of database does in a way of its own. The statements are the same for all.</summary>
internal abstract class SqlDatabase : IDisposable
{
    /// <summary>The database's name for messages; without a password.</summary>
    public abstract string Name { get; }

    /// <summary>The folder that it is in; null when it is in none that its users reach.</summary>
    public virtual string? Folder => null;

    /// <summary>Ends a SELECT of one chunk (<c>c</c>), passing over those that somebody else is about to change.</summary>
    public abstract string SkippingLocked { get; }

    /// <summary>Whether the statements of one command are all or nothing without a transaction around them.</summary>
    public abstract bool IsCommandAtomic { get; }

    /// <summary>Brings the schema to this library's version. Several processes may do so at once.</summary>
    /// <exception cref="JobStoreException">The store is of a newer version, or cannot be used.</exception>
    public abstract Task UpgradeAsync(CancellationToken cancellationToken);

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>What an error of the database means to a user; null when it is not one to explain.</summary>
    public abstract string? Explain(DbException exception);

    /// <summary>Whether trying again later may help.</summary>
    public abstract bool MayPass(DbException exception);

    /// <summary>Whether the database undid it all because of what others did at the same time, so that it may be done once more.</summary>
    public abstract bool IsConflict(DbException exception);

    public abstract void Dispose();
}
