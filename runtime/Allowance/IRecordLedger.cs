namespace Outreach.Bulk;

/// <summary>
/// Keeps account of the records that bulk actions take from an organisation's daily allowance. The library's own counts in
/// memory what one connection takes; one over a shared store counts for all processes that use it.
/// </summary>
/// <remarks>Implementations are used from several threads.</remarks>
public interface IRecordLedger
{
    /// <summary>Takes records, all of them or none.</summary>
    /// <param name="records">How many; at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether they were taken, and what is left.</returns>
    ValueTask<RecordAllowance> TakeAsync(long records, CancellationToken cancellationToken);

    /// <summary>Takes records that the server has counted already, whatever is left.</summary>
    /// <param name="records">How many more than were taken before; negative to give back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when they are counted.</returns>
    ValueTask CorrectAsync(long records, CancellationToken cancellationToken);
}

/// <summary>An answer of an <see cref="IRecordLedger"/>.</summary>
/// <param name="IsTaken">Whether the records were taken.</param>
/// <param name="Left">How many may still be taken, without the reserve.</param>
/// <param name="AvailableAt">When as many as were asked for can be taken, if nobody takes any meanwhile; <see langword="null"/> when never.</param>
public readonly record struct RecordAllowance(bool IsTaken, long Left, DateTimeOffset? AvailableAt);
