using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>What planning asks of the server about the records that a call selects.</summary>
internal interface IRecordCounter
{
    /// <summary>Counts those within a range of ids; none of it is outside what the call selects by id.</summary>
    Task<RecordCount> CountAsync(IdRange range, CancellationToken cancellationToken);

    /// <summary>The id of one of them, the higher the better; null when none was shown.</summary>
    Task<long?> GuessHighestIdAsync(CancellationToken cancellationToken);
}
