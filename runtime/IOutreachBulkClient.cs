namespace Outreach.Bulk;

/// <summary>What every generated client can do: be made over a connection, without reflection.</summary>
/// <typeparam name="TSelf">The client class itself.</typeparam>
public interface IOutreachBulkClient<TSelf>
    where TSelf : class, IOutreachBulkClient<TSelf>
{
    /// <summary>Makes a client over a connection.</summary>
    /// <param name="connection">The connection to one base address and account. It outlives the client.</param>
    /// <returns>The client.</returns>
    static abstract TSelf Create(OutreachBulkConnection connection);
}
