using System.CommandLine;
using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Applying;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Watching;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Looks at the jobs in the store, works them off, and decides about them.</summary>
internal static class JobsCommands
{
    public static Command Create(CommandRunner runner)
    {
        Command command = new("jobs", "List the jobs in the store, or do something about one.")
        {
            Show(runner),
            Run(runner),
            Pause(runner),
            Resume(runner),
            Cancel(runner),
            Redrive(runner),
            Failures(runner),
        };
        runner.Set(command, async (session, _, cancellationToken) =>
        {
            using OutreachJobs jobs = session.Jobs();
            IReadOnlyList<JobStatus> all = await jobs.ListAsync(cancellationToken).ConfigureAwait(false);
            foreach (JobStatus status in all)
                session.Report.Data("job", writer => JobRun.Write(writer, status), JobText.Line(status));
            session.Report.Result(ExitCode.Done, string.Create(
                CultureInfo.InvariantCulture, $"{all.Count:N0} {(all.Count == 1 ? "job" : "jobs")} of {session.Account} in "
                    + $"{session.StoreName}."));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(CommandRunner runner) => About(
        runner, "show", "Show a job and its chunks.", async (session, _, job, cancellationToken) =>
        {
            JobStatus status = await job.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            session.Report.Data("job", writer => JobRun.Write(writer, status), JobText.Line(status));
            foreach (ChunkStatus chunk in status.Chunks)
                session.Report.Data("chunk", writer => JobText.Write(writer, status.Key, chunk), JobText.Line(chunk));
            session.Report.Result(ExitCode.Done, JobText.Next(status));
            return ExitCode.Done;
        });

    private static Command Run(CommandRunner runner)
    {
        Option<TimeSpan?> timeout = BatchCommands.Timeout();
        Command command = About(
            runner,
            "run",
            "Work a job off here, until it ends. Ctrl-C leaves it where it is.",
            async (session, given, job, cancellationToken) =>
            {
                await JobTarget.ShowAsync(session, job, cancellationToken).ConfigureAwait(false);
                return await JobRun.RunAsync(session, job, given.GetValue(timeout), cancellationToken).ConfigureAwait(false);
            });
        command.Options.Add(timeout);
        return command;
    }

    private static Command Pause(CommandRunner runner) => Deciding(
        runner, "pause", "Start no further chunk. Those that run come to their end.", async (session, _, job, cancellationToken) =>
        {
            await job.PauseAsync(cancellationToken).ConfigureAwait(false);
            return Said(session, $"Job {job.Key} is paused; chunks that run come to their end. Go on: outreach-bulk jobs resume {job.Key}");
        });

    private static Command Resume(CommandRunner runner) => Deciding(
        runner, "resume", "Let a job go on that was paused or that stopped.", async (session, _, job, cancellationToken) =>
        {
            await JobTarget.ShowAsync(session, job, cancellationToken).ConfigureAwait(false);
            await job.ResumeAsync(cancellationToken).ConfigureAwait(false);
            return Said(session, $"Job {job.Key} may go on. Something must work on it: outreach-bulk jobs run {job.Key}");
        });

    private static Command Cancel(CommandRunner runner)
    {
        Option<bool> running = new("--running") { Description = "Cancel batches that run too. What they have done stays done." };
        Command command = Deciding(
            runner,
            "cancel",
            "Start no chunk any more, and see to it until what runs has ended.",
            async (session, given, job, cancellationToken) =>
            {
                await job.CancelAsync(given.GetValue(running), cancellationToken).ConfigureAwait(false);
                return await JobRun.CancelAsync(session, job, cancellationToken).ConfigureAwait(false);
            });
        command.Options.Add(running);
        return command;
    }

    private static Command Redrive(CommandRunner runner)
    {
        Option<bool> unknown = new("--include-unknown")
        {
            Description = "Also chunks of which nobody knows whether they acted. Only after somebody looked: they may act twice.",
        };
        Option<long?> agreed = new("--count")
        {
            Description = "How many records you agree to, for an action that destroys data or changes what is sent to people.",
            HelpName = "number",
        };
        Command command = About(
            runner,
            "redrive",
            "Start chunks again that failed, were cancelled or skipped.",
            async (session, given, job, cancellationToken) =>
            {
                bool includesUnknown = given.GetValue(unknown);
                long records = await AgreeAsync(session, job, includesUnknown, given.GetValue(agreed), cancellationToken)
                    .ConfigureAwait(false);
                int count = await job.RedriveAgreedAsync(includesUnknown, records, cancellationToken).ConfigureAwait(false);
                string chunks = string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "chunk" : "chunks")}");
                return Said(session, count == 0
                    ? $"Job {job.Key} has no chunk to start again."
                    : $"{chunks} of job {job.Key} start again. Something must work on it: outreach-bulk jobs run {job.Key}");
            });
        command.Options.Add(unknown);
        command.Options.Add(agreed);
        return command;
    }

    // Somebody stopped these chunks, or they failed: the consent to the job is not one to start them again.
    private static async Task<long> AgreeAsync(
        CliSession session, Job job, bool includesUnknown, long? agreed, CancellationToken cancellationToken)
    {
        JobStatus status = await job.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        ChunkOutcome[] outcomes = Job.Redriven(includesUnknown);
        long records = status.Chunks
            .Where(chunk => chunk.Outcome is { } outcome && outcomes.Contains(outcome))
            .Sum(chunk => chunk.Plan.Records);
        if (records == 0)
            return 0;
        Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        target.Show(session, status.Action, records);
        if (session.Catalog.Actions.FirstOrDefault(action => action.Name == status.Action) is { Effect: "Destroy" or "Outbound" })
            Agreement.ThrowUnlessGiven(session, $"start {status.Action} again", records, agreed);
        return records;
    }

    private static Command Failures(CommandRunner runner)
    {
        FailureFile file = new();
        Command command = About(
            runner,
            "failures",
            "Write the records or rows of a job that failed, with their reasons, to a CSV file.",
            async (session, given, job, cancellationToken) =>
            {
                string path = file.Path(given);
                FailureReport report = await (await job.ResultSoFarAsync(cancellationToken).ConfigureAwait(false))
                    .ReadFailuresAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                return await FailureFile.WriteAsync(session, report, path, cancellationToken).ConfigureAwait(false);
            });
        file.AddTo(command);
        return command;
    }

    // What is decided about a job that has ended changes nothing, and must not be said to.
    private static Command Deciding(
        CommandRunner runner,
        string name,
        string description,
        Func<CliSession, ParseResult, Job, CancellationToken, Task<int>> decide) => About(
            runner,
            name,
            description,
            async (session, given, job, cancellationToken) =>
            {
                JobStatus status = await job.GetStatusAsync(cancellationToken).ConfigureAwait(false);
                return status.State is JobState.Ended or JobState.Canceled
                    ? throw CliException.Refused($"Job {job.Key} has ended, so there is nothing to {name}. outreach-bulk jobs redrive "
                        + $"{job.Key} starts chunks again.")
                    : await decide(session, given, job, cancellationToken).ConfigureAwait(false);
            });

    private static Command About(
        CommandRunner runner,
        string name,
        string description,
        Func<CliSession, ParseResult, Job, CancellationToken, Task<int>> run)
    {
        Argument<string> key = new("key") { Description = "The job's key: outreach-bulk jobs lists them." };
        Command command = new(name, description) { key };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            using OutreachJobs jobs = session.Jobs();
            string wanted = given.GetValue(key)!;
            Job job = await jobs.FindAsync(wanted, cancellationToken).ConfigureAwait(false) ?? throw CliException.Usage(
                $"There is no job {wanted} in the store {session.StoreName}. outreach-bulk jobs lists them; --store names another store.");
            return await run(session, given, job, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static int Said(CliSession session, string words)
    {
        session.Report.Result(ExitCode.Done, words);
        return ExitCode.Done;
    }
}
