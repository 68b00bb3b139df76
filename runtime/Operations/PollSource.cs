namespace Outreach.Bulk.Operations;

/// <summary>How the server is asked for some operations of a kind.</summary>
internal abstract class PollSource<TSnapshot>
    where TSnapshot : class
{
    /// <summary>How many of them one request can ask for.</summary>
    public abstract int IdsPerRequest { get; }

    /// <summary>Asks for the poll's operations, in one request, and reports each. One that is not reported is asked for again.</summary>
    /// <param name="poll">Has no more operations than <see cref="IdsPerRequest"/>, each once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task PollAsync(Poll<TSnapshot> poll, CancellationToken cancellationToken);
}
