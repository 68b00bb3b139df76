namespace Outreach.Bulk.Crash;

/// <summary>A client together with its connection, which recovers.</summary>
internal sealed class Access : IOutreachBulkClient<Access>
{
    private Access(OutreachBulkConnection connection) => (Connection, Client) = (connection, new(connection));

    public OutreachBulkConnection Connection { get; }

    public OutreachClient Client { get; }

    public static Access Create(OutreachBulkConnection connection) => new(connection);
}
