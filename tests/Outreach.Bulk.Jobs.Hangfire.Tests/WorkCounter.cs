using System.Collections.Concurrent;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Outreach.Bulk.Jobs.Hangfire.Tests;

/// <summary>Counts what Hangfire was given and what it is done with, so that tests wait for that and for no time.</summary>
internal sealed class WorkCounter : JobFilterAttribute, IClientFilter, IApplyStateFilter
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _open = [];
    private readonly HashSet<string> _ended = [];
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // After those that it looks at.
    public WorkCounter() => Order = 100;

    public ConcurrentQueue<(string Job, string State, TimeSpan KeptFor)> Ended { get; } = [];

    /// <summary>Ends when Hangfire is done with all that it was given.</summary>
    public Task Done
    {
        get
        {
            lock (_gate)
                return _open.Count == 0 ? Task.CompletedTask : _done.Task;
        }
    }

    public void OnCreating(CreatingContext context)
    {
    }

    public void OnCreated(CreatedContext context)
    {
        lock (_gate)
        {
            // It may have been worked off before this is called.
            if (context.BackgroundJob is { } job && !_ended.Contains(job.Id))
                _open.Add(job.Id);
        }
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.NewState is not (SucceededState or DeletedState or FailedState))
            return;
        Ended.Enqueue((context.BackgroundJob.Job.Type.Name, context.NewState.Name, context.JobExpirationTimeout));
        lock (_gate)
        {
            _ended.Add(context.BackgroundJob.Id);
            _open.Remove(context.BackgroundJob.Id);
            if (_open.Count > 0)
                return;
            _done.TrySetResult();
            _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }
}
