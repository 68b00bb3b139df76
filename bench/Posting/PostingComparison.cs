using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>Posting one bulk action and reading the batch, over loopback.</summary>
internal sealed class PostingComparison : IComparison
{
    private readonly ServerProcess _server;
    private readonly IPoster[] _posters;

    private PostingComparison(ServerProcess server, IPoster ours, IPoster handWritten, IPoster nswag)
    {
        _server = server;
        _posters = [ours, handWritten, nswag];
        Subject = new("Outreach.Bulk", ours.PostAsync);
        HandWritten = new("hand-written", handWritten.PostAsync);
        NSwag = new("NSwag", nswag.PostAsync);
    }

    public string Title => "post one bulk action";

    public Contender Subject { get; }

    public Contender HandWritten { get; }

    public Contender NSwag { get; }

    public IReadOnlyList<Goal> Goals =>
    [
        new(HandWritten, Time: new(1.10), Allocated: new(1.25)),
        new(NSwag, Time: Limit.Less, Allocated: Limit.Less),
    ];

    public static async Task<IComparison> CreateAsync() => await StartAsync();

    public static async Task<PostingComparison> StartAsync()
    {
        await WireCheck.ThrowIfDifferentAsync(
            address => new OutreachBulkPoster(address), address => new HandWrittenPoster(address));
        Func<Uri, NSwagPoster> nswag = await NSwagPoster.CompileAsync();
        ServerProcess server = await ServerProcess.StartAsync(LoopbackServer.Argument);
        PostingComparison comparison = new(
            server,
            new OutreachBulkPoster(server.BaseAddress),
            new HandWrittenPoster(server.BaseAddress),
            nswag(server.BaseAddress));
        foreach (IPoster poster in comparison._posters)
        {
            if (await poster.PostAsync() != FixedAnswer.BatchId)
                throw new InvalidOperationException($"{poster.GetType().Name} did not read the batch.");
        }

        return comparison;
    }

    public ValueTask DisposeAsync()
    {
        foreach (IPoster poster in _posters)
            poster.Dispose();
        _server.Dispose();
        return ValueTask.CompletedTask;
    }
}
