using System.Globalization;

namespace Outreach.Bulk;

/// <summary>
/// A bulk action needs more records than the daily allowance has left. It was not sent, or its batch was cancelled before it
/// started.
/// </summary>
public sealed class DailyAllowanceException : OutreachBulkException
{
    internal DailyAllowanceException(string what, long needed, RecordAllowance allowance, long? batchId)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}, and {allowance.Left} are left. {When(allowance)} "
                + $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.RecordsPerDay)} and "
                + $"{nameof(OutreachBulkOptions.ReservedRecords)} set the limit and the reserve."))
    {
        Needed = needed;
        Left = allowance.Left;
        AvailableAt = allowance.AvailableAt;
        BatchId = batchId;
    }

    /// <summary>How many records are needed.</summary>
    public long Needed { get; }

    /// <summary>How many are left, without the reserve.</summary>
    public long Left { get; }

    /// <summary>
    /// When enough will have been given back, if nobody takes any meanwhile; <see langword="null"/> when more are needed than a
    /// day has.
    /// </summary>
    public DateTimeOffset? AvailableAt { get; }

    /// <summary>The id of the batch, which was cancelled; <see langword="null"/> when nothing was sent.</summary>
    public long? BatchId { get; }

    private static string When(RecordAllowance allowance) => allowance.AvailableAt is { } at
        ? FormattableString.Invariant($"Enough will have been given back by {at:O}.")
        : "A whole day does not have as many.";
}
