using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Jobs and chunks on one line each.</summary>
internal static class JobText
{
    public static string Line(JobStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $"{status.Key}  {status.State}  {status.Action}  {status.Processed:N0} of {status.Records:N0} tried, {status.Failed:N0} failed, "
            + $"{status.Chunks.Count(chunk => chunk.Outcome is not null)} of {status.Chunks.Count} chunks ended"
            + $"{(status.StartedAt is { } at ? $"  {at:u}" : "")}"
            + $"{(status.StopReason is { } reason ? $"\n  {VisibleText.Line(reason)}" : "")}"
            + $"{(status.PlanError is { } error ? $"\n  {VisibleText.Line(error)}" : "")}");

    public static string Line(ChunkStatus chunk) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {chunk.Plan.Number,4}  {State(chunk),-21}  {chunk.Plan.Records,9:N0}  {chunk.Plan.Where}"
            + $"{(chunk.OperationId is { } id ? $"  {(chunk.Plan.FirstLine is null ? "batch" : "import")} {id}" : "")}"
            + $"{(chunk.Processed > 0 ? $"  {chunk.Processed:N0} tried, {chunk.Failed:N0} failed" : "")}"
            + $"{(chunk.Reason is { } reason ? $"  {VisibleText.Line(reason)}" : "")}");

    public static void Write(Utf8JsonWriter writer, string job, ChunkStatus chunk)
    {
        writer.WriteString("job", job);
        writer.WriteNumber("number", chunk.Plan.Number);
        writer.WriteString("state", State(chunk));
        writer.WriteNumber("records", chunk.Plan.Records);
        if (chunk.OperationId is { } id)
            writer.WriteNumber(chunk.Plan.FirstLine is null ? "batch" : "import", id);
        writer.WriteNumber("matched", chunk.Matched);
        writer.WriteNumber("processed", chunk.Processed);
        writer.WriteNumber("failed", chunk.Failed);
        writer.WriteNumber("attempts", chunk.Attempts);
        if (chunk.Reason is { } reason)
            writer.WriteString("reason", reason);
    }

    /// <summary>What can be done about a job in its state.</summary>
    public static string Next(JobStatus status) => status.State switch
    {
        _ when status.Chunks.Any(chunk => chunk.Outcome == ChunkOutcome.Unknown) =>
            $"Of some chunks nobody knows whether they acted. Look at outreach-bulk batches; then outreach-bulk jobs redrive "
                + $"--include-unknown {status.Key} sends them again.",
        JobState.Planned => $"Job {status.Key} was not started.",
        JobState.Paused or JobState.Stopped => $"Job {status.Key} waits for a decision: outreach-bulk jobs resume {status.Key}, "
            + $"or jobs cancel.",
        JobState.Ended when status.Failed > 0 => $"Job {status.Key} ended. List what failed: outreach-bulk jobs failures {status.Key}",
        JobState.Ended => $"Job {status.Key} ended.",
        JobState.Canceled => $"Job {status.Key} was cancelled. What was done by then stays done.",
        JobState.WaitingForAllowance => string.Create(
            CultureInfo.InvariantCulture, $"Job {status.Key} waits for records of the day until {status.WaitsUntil:u}. Go on: "
                + $"outreach-bulk jobs run {status.Key}"),
        _ => $"Job {status.Key} goes on where something works on it: outreach-bulk jobs run {status.Key}",
    };

    private static string State(ChunkStatus chunk) => chunk.Outcome?.ToString() ?? (chunk.IsUnderWay ? "UnderWay" : "Waiting");
}
