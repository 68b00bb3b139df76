namespace Outreach.Bulk.JobWorker;

internal sealed record WorkerAccess(OutreachBulkConnection Connection) : IOutreachBulkClient<WorkerAccess>
{
    public static WorkerAccess Create(OutreachBulkConnection connection) => new(connection);
}
