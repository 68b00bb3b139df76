namespace Outreach.Bulk.Operations;

/// <summary>Looks for the operation that a lost request started.</summary>
internal abstract class OutcomeSearch<TOperation>
    where TOperation : class
{
    /// <summary>Looks once.</summary>
    /// <exception cref="OutreachBulkException">The server could not be asked.</exception>
    public abstract Task<OutcomeSearchResult<TOperation>> FindAsync(
        LostRequest<TOperation> lost, CancellationToken cancellationToken);
}
