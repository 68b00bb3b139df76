namespace Outreach.Bulk.Batches;

/// <summary>The batches created since some moment.</summary>
/// <param name="Batches">Those that were listed, newest first, and behind them those without a time.</param>
/// <param name="IsWhole">Whether there are no others: the list was not too long to be read to its end.</param>
internal sealed record RecentBatchList(IReadOnlyList<RecentBatch> Batches, bool IsWhole);
