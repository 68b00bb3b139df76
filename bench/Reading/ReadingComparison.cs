using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Reading;

/// <summary>Reading and emitting in a process that has done it before, as an editor does.</summary>
internal sealed class ReadingComparison : IComparison
{
    public ReadingComparison(string format, string description, Limit warm)
    {
        Title = $"read and emit {format}, warm";
        Subject = new("ours", () => ReadingJob.DoAsync(ReadingJob.Ours, description));
        Goals = [new(new("NSwag", () => ReadingJob.DoAsync(ReadingJob.Peer, description)), warm, new(0.15))];
    }

    public string Title { get; }

    public Contender Subject { get; }

    public IReadOnlyList<Goal> Goals { get; }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
