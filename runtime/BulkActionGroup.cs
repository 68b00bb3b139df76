namespace Outreach.Bulk;

/// <summary>
/// A model's bulk actions. Generated groups derive from it, one virtual method per action; a test double may derive from
/// those through their parameterless constructor.
/// </summary>
public abstract class BulkActionGroup
{
    private readonly OutreachBulkConnection? _connection;

    /// <summary>For test doubles: a group without a connection.</summary>
    protected BulkActionGroup()
    {
    }

    /// <summary>Makes a group over a connection.</summary>
    /// <param name="connection">The connection.</param>
    protected BulkActionGroup(OutreachBulkConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
    }

    /// <summary>The connection that the actions are sent over.</summary>
    /// <exception cref="InvalidOperationException">It was made without one, or with <see cref="OutreachBulkConnection.None"/>.</exception>
    protected OutreachBulkConnection Connection => OutreachBulkConnection.Of(_connection, this);
}
