namespace Outreach.Bulk;

/// <summary>A kind of thing that is polled, and how the server is asked for some of them.</summary>
internal abstract class PollSource
{
    /// <summary>How many of them one request can ask for.</summary>
    public abstract int IdsPerRequest { get; }

    /// <summary>Asks for them, in one request, and tells what was seen of each. An id that is left untold is asked for again.</summary>
    /// <param name="ids">The ids, each once; no more than <see cref="IdsPerRequest"/>.</param>
    /// <param name="look">Is told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task LookAsync(IReadOnlyList<long> ids, PollLook look, CancellationToken cancellationToken);
}
