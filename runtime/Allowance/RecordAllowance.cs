namespace Outreach.Bulk;

/// <summary>An answer of an <see cref="IRecordLedger"/>.</summary>
/// <param name="IsReserved">Whether the records are reserved.</param>
/// <param name="Left">How many may still be reserved, without the share that is kept for people.</param>
/// <param name="AvailableAt">
/// When as many as were asked for can be reserved, if nobody takes any meanwhile; <see langword="null"/> when never.
/// </param>
public readonly record struct RecordAllowance(bool IsReserved, long Left, DateTimeOffset? AvailableAt);
