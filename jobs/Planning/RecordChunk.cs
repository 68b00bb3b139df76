using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>A part of what a call selects.</summary>
/// <param name="Range">From the lowest to the highest id it may hold.</param>
/// <param name="Ids">The ids, when they were listed; null for all of the range.</param>
/// <param name="Count">How many records it held when it was planned; for a list of ids how many ids.</param>
internal sealed record RecordChunk(IdRange Range, long[]? Ids, long Count)
{
    /// <summary>The call on this part.</summary>
    public BulkCall Narrow(BulkCall call) => Ids is null ? call.To(Range) : call.To(Ids);
}
