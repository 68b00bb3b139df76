namespace Outreach.Bulk.Batches;

/// <summary>One page of a list of batches.</summary>
/// <param name="Batches">The batches on it.</param>
/// <param name="HasNext">Whether there is another page.</param>
internal readonly record struct BatchPage(IReadOnlyList<Batch> Batches, bool HasNext);
