using System.Collections.ObjectModel;

namespace Outreach.Bulk;

/// <summary>What every generated client can do: be made over a connection, without reflection.</summary>
/// <typeparam name="TSelf">The client class itself.</typeparam>
public interface IOutreachBulkClient<TSelf>
    where TSelf : class, IOutreachBulkClient<TSelf>
{
    /// <summary>The client's groups, by the type that a service takes one by; <c>AddOutreachBulk</c> registers them beside the client.</summary>
    /// <value>Default: empty.</value>
    static virtual IReadOnlyDictionary<Type, Func<TSelf, object>> Groups => ReadOnlyDictionary<Type, Func<TSelf, object>>.Empty;

    /// <summary>Makes a client over a connection.</summary>
    /// <param name="connection">The connection to one base address and account. It outlives the client.</param>
    /// <returns>The client.</returns>
    static abstract TSelf Create(OutreachBulkConnection connection);
}
