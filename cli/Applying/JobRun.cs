using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Cli.Watching;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>Works a job off in this process, and says how it ended.</summary>
internal static class JobRun
{
    public static async Task<int> StartAsync(
        CliSession session, PlanMarks marks, PlanFile plan, BulkCall call, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        // The batches of a job are of many requests, so that a search for the plan's own would show nothing.
        if (!marks.WasMade(plan.Id))
        {
            throw CliException.Refused(
                "The plan becomes a job, and it was made on another machine or by another user, where somebody may have applied it "
                    + "already. Plan again here.");
        }

        using OutreachJobs jobs = session.Jobs();
        JobPlan planned = await jobs.PlanAsync(plan.Id, call, cancellationToken: cancellationToken).ConfigureAwait(false);
        session.Report.Status("job", writer => writer.WriteString("key", plan.Id), $"{planned}");
        using (MarkFile mark = marks.TryHold(plan.Id) ?? throw PlanSend.BeingApplied())
            mark.Write(session.StoreName);
        Job job = await jobs.StartAsync(planned, CancellationToken.None).ConfigureAwait(false);
        return await RunAsync(session, job, timeout, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<int> AttachAsync(CliSession session, PlanFile plan, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using OutreachJobs jobs = session.Jobs();
        Job job = await jobs.FindAsync(plan.Id, cancellationToken).ConfigureAwait(false) ?? throw new CliException(
            ExitCode.Unknown,
            $"The plan was applied, and its job is not in the store {session.StoreName}. Name the store it was applied with: --store.");
        JobStatus status = await job.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        if (status.State == JobState.Planned)
        {
            // A process that ended in between has planned it and not started it.
            JobPlan planned = await jobs.PlanAsync(plan.Id, plan.ReadCall(), cancellationToken: cancellationToken).ConfigureAwait(false);
            job = await jobs.StartAsync(planned, CancellationToken.None).ConfigureAwait(false);
        }

        await JobTarget.ShowAsync(session, job, cancellationToken).ConfigureAwait(false);
        return await RunAsync(session, job, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Works on a job that was cancelled until what runs of it has ended.</summary>
    public static async Task<int> CancelAsync(CliSession session, Job job, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(session, job, null, cancellationToken).ConfigureAwait(false);
        }
        catch (JobStoppedException stopped) when (stopped.LastStatus.State == JobState.Canceled)
        {
            // That is what was asked for.
            session.Report.Result(ExitCode.Done, stopped.Message);
            return ExitCode.Done;
        }
    }

    /// <summary>Works the job off until it ends, somebody interrupts, or the time is over.</summary>
    public static async Task<int> RunAsync(CliSession session, Job job, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        string goOn = $"outreach-bulk jobs run {job.Key}";
        session.Interrupts.Enter(ExitCode.Detached, $"Job {job.Key} waits where it is; batches that run go on. Go on: {goOn}");
        IProgressView view = session.ProgressView();
        JobResult? result = null;
        try
        {
            await view.RunAsync(
                $"job {job.Key}",
                async () => result = await job.WaitForCompletionAsync(new Reporter(session, view), timeout, cancellationToken)
                    .ConfigureAwait(false))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.Report.Result(ExitCode.Detached, $"Detached. Job {job.Key} waits where it is; batches that run go on. Go on: {goOn}");
            return ExitCode.Detached;
        }
        catch (JobStoppedException stopped)
            when (stopped.LastStatus.State is not (JobState.Paused or JobState.Stopped or JobState.Canceled))
        {
            session.Report.Result(ExitCode.Detached, $"{ToolWords.Of(stopped.Message)} Go on: {goOn}");
            return ExitCode.Detached;
        }

        return End(session, result!);
    }

    public static void Write(Utf8JsonWriter writer, JobStatus status)
    {
        writer.WriteString("job", status.Key);
        writer.WriteString("action", status.Action);
        writer.WriteString("state", status.State.ToString());
        writer.WriteNumber("records", status.Records);
        writer.WriteNumber("processed", status.Processed);
        writer.WriteNumber("failed", status.Failed);
        writer.WriteNumber("chunks", status.Chunks.Count);
        if (status.StopReason is { } reason)
            writer.WriteString("stopReason", reason);
        if (status.PlanError is { } error)
            writer.WriteString("planError", error);
        if (status.WaitsUntil is { } until)
            writer.WriteString("waitsUntil", until);
    }

    private static int End(CliSession session, JobResult result)
    {
        JobStatus status = result.Status;
        string counts = string.Create(
            CultureInfo.InvariantCulture, $"{status.Processed:N0} of {Counted.Records(status.Records)} tried, {status.Failed:N0} failed");
        ChunkStatus[] unknown = [.. status.Chunks.Where(chunk => chunk.Outcome == ChunkOutcome.Unknown)];
        (int exitCode, string words) = result.Outcome switch
        {
            _ when unknown.Length > 0 => (
                ExitCode.Unknown, $"Job {status.Key} ended with {unknown.Length} chunks of which nobody knows whether they acted: "
                    + $"outreach-bulk jobs show {status.Key}"),
            OperationOutcome.Completed => (ExitCode.Done, $"Job {status.Key} completed: {counts}."),
            OperationOutcome.NothingDone when status.Failed == 0 => (
                ExitCode.NothingMatched, $"Job {status.Key} ended, and nothing was done: {counts}."),
            OperationOutcome.CompletedWithFailures or OperationOutcome.NothingDone => (
                ExitCode.PartlyFailed, $"Job {status.Key} completed with failures: {counts}. List them: outreach-bulk jobs failures "
                    + $"{status.Key}"),
            _ => (ExitCode.PartlyFailed, $"Job {status.Key} ended, and not all of it was done ({NotDone(status)}): {counts}. See "
                + $"outreach-bulk jobs show {status.Key}; outreach-bulk jobs redrive {status.Key} starts such chunks again."),
        };
        session.Report.Result(exitCode, words);
        return exitCode;
    }

    private static string NotDone(JobStatus status) => string.Join(", ", status.Chunks
        .Where(chunk => !chunk.IsDone)
        .GroupBy(chunk => chunk.Outcome)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count():N0} of {status.Chunks.Count:N0} chunks "
            + $"{group.Key}")));

    private sealed class Reporter(CliSession session, IProgressView view) : IProgress<JobStatus>
    {
        public void Report(JobStatus value)
        {
            session.Report.Status("progress", writer => Write(writer, value), null);
            view.Show(new(
                $"job {value.State}", value.Processed, value.Records, value.Failed, value.Fraction));
        }
    }
}
