namespace Outreach.Bulk.Calls;

/// <summary>Copies of a call that select fewer records, or allow another number of them. All else of the call stays.</summary>
internal static class NarrowedCall
{
    /// <summary>The call on those of its records whose ids are within a range.</summary>
    /// <exception cref="ArgumentException">The call selects none of these ids.</exception>
    public static BulkCall To(this BulkCall call, IdRange range)
    {
        IdSelection own = IdSelection.Of(call.Params.FilterOrThrow);
        IdRange narrowed = own.Range.Intersect(range);
        long[]? ids = own.Ids?.Where(narrowed.Contains).ToArray();
        if (narrowed.IsEmpty || ids is [])
            throw new ArgumentException($"The call selects none of the {range}.", nameof(range));
        return call.Select(ids is not null ? ids : ClauseOf(narrowed));
    }

    /// <summary>The call on those of its records whose ids are listed.</summary>
    /// <exception cref="ArgumentException">The call does not select each of these ids, or none is listed.</exception>
    public static BulkCall To(this BulkCall call, long[] ids)
    {
        IdSelection own = IdSelection.Of(call.Params.FilterOrThrow);
        if (!Array.TrueForAll(ids, own.Range.Contains) || own.Ids?.Intersect(ids).Count() < ids.Distinct().Count())
            throw new ArgumentException("The call does not select each of these ids.", nameof(ids));
        return call.Select(ids);
    }

    /// <summary>The call as a lock on another number of records, by its policy and by its consent if it has one.</summary>
    public static BulkCall Allowing(this BulkCall call, CountRange counts) =>
        new(call.Action, call.Params.Allowing(counts), call.Attributes);

    private static BulkCall Select(this BulkCall call, FilterValue<long> ids) =>
        new(call.Action, call.Params.Selecting(call.Params.FilterOrThrow.WithIds(ids)), call.Attributes);

    private static FilterValue<long> ClauseOf(IdRange range) =>
        range.Last == long.MaxValue ? new() { AtLeast = range.First } : new() { AtLeast = range.First, AtMost = range.Last };
}
