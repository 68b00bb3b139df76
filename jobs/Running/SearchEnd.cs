namespace Outreach.Bulk.Jobs.Running;

/// <summary>What a search for the batch or import of a chunk came to.</summary>
/// <param name="Id">Its id; null when it was not found.</param>
/// <param name="IsNotSeen">Whether nothing was seen that may be it.</param>
/// <param name="Text">The same in words.</param>
internal readonly record struct SearchEnd(long? Id, bool IsNotSeen, string Text)
{
    public static SearchEnd Of<TOperation>(OutcomeSearchResult<TOperation> result, Func<TOperation, long> id)
        where TOperation : class =>
        new(result.Operation is { } found ? id(found) : null, result.IsNotSeen, result.ToString());

    public static SearchEnd Known(long id) => new(id, false, "found");
}
