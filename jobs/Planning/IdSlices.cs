using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>
/// Cuts a list of ids into slices that one request takes each. No record is counted: an id selects one record or none. Beside other
/// clauses ids travel in the request line and must fit it, alone also in the body.
/// </summary>
internal static class IdSlices
{
    /// <exception cref="ArgumentException">The call cannot be sent even for one id.</exception>
    public static RecordPlan Of(BulkCall call, long[] ids, PlanOptions options, OutreachBulkOptions connection)
    {
        List<RecordChunk> chunks = [];
        long most = Math.Min(options.Canary ?? options.RecordsPerChunk, options.RecordsPerChunk);
        for (int start = 0; start < ids.Length; start += (int)chunks[^1].Count, most = options.RecordsPerChunk)
        {
            ReadOnlySpan<long> left = ids.AsSpan(start);
            long[] slice = left[..Fitting(call, left[..(int)Math.Min(most, left.Length)], connection)].ToArray();
            chunks.Add(new(new(slice[0], slice[^1]), slice, slice.Length));
        }

        return new() { Chunks = chunks, IsCounted = false };
    }

    // How many of the ids, from the first on, a request takes.
    private static int Fitting(BulkCall call, ReadOnlySpan<long> ids, OutreachBulkOptions connection)
    {
        if (BulkActionRequest.Fits(call.To(ids.ToArray()), connection))
            return ids.Length;
        (int fits, int doesNot) = (0, ids.Length);
        while (doesNot - fits > 1)
        {
            // Far more ids are listed than a line takes, as a rule.
            int tried = fits == 0 ? Math.Min(64, doesNot / 2) : Math.Min(2 * fits, fits + ((doesNot - fits) / 2));
            if (BulkActionRequest.Fits(call.To(ids[..tried].ToArray()), connection))
                fits = tried;
            else
                doesNot = tried;
        }

        return Math.Max(1, fits);
    }
}
