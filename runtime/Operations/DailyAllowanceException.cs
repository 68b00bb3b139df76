using System.Globalization;
using Outreach.Bulk.Primitives;

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

    /// <summary>Makes the error of a call that needs more records than are left, for test doubles.</summary>
    /// <param name="needed">How many records are needed; at least 1.</param>
    /// <param name="left">How many are left; at least 0.</param>
    /// <param name="availableAt">When there are enough; <see langword="null"/> when a day does not have as many.</param>
    /// <param name="batchId">The id of the batch that was cancelled; <see langword="null"/> when nothing was sent.</param>
    /// <returns>The error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range.</exception>
    public static DailyAllowanceException Create(long needed, long left, DateTimeOffset? availableAt = null, long? batchId = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(needed, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        return new($"{Sentence.Count(needed, "record")} of the daily allowance are needed", needed, new(false, left, availableAt), batchId);
    }

    private static string When(RecordAllowance allowance) => allowance.AvailableAt is { } at
        ? FormattableString.Invariant($"Enough will have been given back by {at:O}.")
        : "A whole day does not have as many.";
}
