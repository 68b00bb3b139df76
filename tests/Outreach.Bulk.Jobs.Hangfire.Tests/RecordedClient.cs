using Hangfire;
using Hangfire.States;
using HangfireJob = Hangfire.Common.Job;

namespace Outreach.Bulk.Jobs.Hangfire.Tests;

/// <summary>Keeps what is enqueued, for tests that lose it, double it or run it late.</summary>
internal sealed class RecordedClient : IBackgroundJobClient
{
    public List<(HangfireJob Job, IState State)> Created { get; } = [];

    public IEnumerable<string> Keys => Created.Select(each => (string)each.Job.Args[0]);

    public string Create(HangfireJob job, IState state)
    {
        lock (Created)
            Created.Add((job, state));
        return $"{Created.Count}";
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();

    public string[] Take()
    {
        string[] keys = [.. Keys];
        Created.Clear();
        return keys;
    }
}
