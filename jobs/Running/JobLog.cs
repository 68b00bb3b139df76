using Microsoft.Extensions.Logging;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>What is logged of jobs. An event's id and name never change; no text holds a value of a record or a filter.</summary>
internal sealed partial class JobLog(ILogger logger)
{
    /// <summary>Logs what a step came to, where it is more than another poll.</summary>
    public void Stepped(StoredChunk before, ChunkChange change)
    {
        LogLevel level = LevelOf(change.Outcome);
        if (change.State == ChunkState.Ended)
            ChunkEnded(level, before.Job, before.Number, change.Outcome, change.Processed, change.Failed);
        else if (change.State == ChunkState.Running && before.State is not ChunkState.Running)
            ChunkStarted(before.Job, before.Number, change.OperationId);
        else if (change.State == ChunkState.Searching && before.State is not ChunkState.Searching)
            ChunkLost(before.Job, before.Number);
        if (change.StopJob is { } reason)
            JobStopped(before.Job, reason);
        if (change.JobWaitsUntil is { } until)
            JobWaits(before.Job, until);
    }

    [LoggerMessage(1, LogLevel.Information, "Job {Job}: chunk {Chunk} is {OperationId}")]
    private partial void ChunkStarted(string job, int chunk, long? operationId);

    [LoggerMessage(EventId = 2, Message = "Job {Job}: chunk {Chunk} ended: {Outcome}, {Processed} records worked on, {Failed} failed")]
    private partial void ChunkEnded(LogLevel level, string job, int chunk, ChunkOutcome? outcome, long processed, long failed);

    [LoggerMessage(3, LogLevel.Warning, "Job {Job}: the answer to the request of chunk {Chunk} was lost, and what it started is searched for")]
    private partial void ChunkLost(string job, int chunk);

    [LoggerMessage(4, LogLevel.Warning, "Job {Job} stopped: {Reason}")]
    private partial void JobStopped(string job, string reason);

    [LoggerMessage(5, LogLevel.Information, "Job {Job} waits until {Until}: the day's records are spent")]
    private partial void JobWaits(string job, DateTimeOffset until);

    [LoggerMessage(6, LogLevel.Error, "A step of job {Job}, chunk {Chunk}, failed, and is taken again")]
    public partial void StepFailed(string job, int chunk, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "The job store cannot be used for now; the worker goes on when it can")]
    public partial void StoreFailed(Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The plan of job {Job} cannot be read here; this worker leaves it to others and goes on with other jobs")]
    public partial void PlanUnreadable(string job, Exception exception);

    private static LogLevel LevelOf(ChunkOutcome? outcome) => outcome is ChunkOutcome.Completed or ChunkOutcome.NothingDone or ChunkOutcome.Split
        ? LogLevel.Information
        : LogLevel.Warning;
}
