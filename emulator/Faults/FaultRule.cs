namespace Outreach.Bulk.Emulator;

/// <summary>
/// Which requests a fault strikes. Requests are counted, and random numbers drawn, in the order in which they arrive, so that
/// the same requests with the same seed are struck alike. What is left out restricts nothing: an empty rule strikes all.
/// </summary>
public sealed record FaultRule
{
    /// <summary>The method to wait for. Default null: any.</summary>
    public HttpMethod? Method { get; init; }

    /// <summary>
    /// Which paths to strike; asked once for each request with the method. The path is the one below the base address,
    /// without the query: <c>/batches/actions/accountsBulkModify</c>; for uploads and logins, which go elsewhere, it is the whole
    /// path, and begins with <c>/storage/</c> or <c>/oauth/</c>. Default null: any.
    /// </summary>
    public Predicate<string>? Path { get; init; }

    /// <summary>How many of the requests with that method and path to let pass first, 0 or more. Default 0.</summary>
    public int Skip { get; init; }

    /// <summary>InjectedFaults the n-th of those that follow, the one n after it, and so on; 1 or more. Default 1: each.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How likely a request that is due is struck, from 0 to 1. Default 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The seed of the random numbers, for <see cref="Probability"/> and for the choice among several faults. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>How many requests to strike, 1 or more; then the rule is used up. Default null: without end.</summary>
    public int? Times { get; init; }
}
