using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>Counts the records of a call by the GET that selects what it would.</summary>
internal sealed class CallCounter(OutreachBulkConnection connection, BulkCall call) : IRecordCounter
{
    public Task<RecordCount> CountAsync(IdRange range, CancellationToken cancellationToken)
    {
        BulkCall narrowed = call.To(range);
        return connection.RecordsOf(narrowed).CountAsync(narrowed.Params.FilterOrThrow, cancellationToken);
    }

    public Task<long?> GuessHighestIdAsync(CancellationToken cancellationToken) =>
        connection.RecordsOf(call).GuessHighestIdAsync(call.Params.FilterOrThrow, cancellationToken);
}
