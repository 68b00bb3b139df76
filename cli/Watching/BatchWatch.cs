using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Waits for a batch, shows how far it is, and says how it ended.</summary>
internal static class BatchWatch
{
    /// <summary>Waits until it ends, somebody interrupts, or the time is over; the batch goes on in the last two cases.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CliSession session, BatchOperation batch, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        string goOn = string.Create(CultureInfo.InvariantCulture, $"outreach-bulk watch {batch.Id}");
        session.Interrupts.Enter(ExitCode.Detached, $"Batch {batch.Id} goes on. Watch it again: {goOn}");
        IProgressView view = session.ProgressView();
        BatchResult? result = null;
        try
        {
            await view.RunAsync(
                string.Create(CultureInfo.InvariantCulture, $"batch {batch.Id}"),
                async () =>
                {
                    Reporter reporter = new(session, view, batch.Id);
                    result = await batch.WaitForCompletionAsync(reporter, timeout, cancellationToken).ConfigureAwait(false);
                }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.Report.Result(ExitCode.Detached, $"Detached. Batch {batch.Id} goes on. Watch it again: {goOn}");
            return ExitCode.Detached;
        }
        catch (BatchDetachedException detached)
        {
            session.Report.Result(ExitCode.Detached, $"{ToolWords.Of(detached.Message)} Watch it again: {goOn}");
            return ExitCode.Detached;
        }

        return End(session, result!);
    }

    /// <summary>Says how a batch ended.</summary>
    public static int End(CliSession session, BatchResult result)
    {
        Batch batch = result.Batch;
        long failed = batch.Failures ?? 0;
        string counts = string.Create(
            CultureInfo.InvariantCulture, $"{batch.Processed:N0} of {Counted.Records(batch.MatchedCount ?? batch.Total ?? 0)} tried, "
                + $"{failed:N0} failed");
        (int exitCode, string words) = result.Outcome switch
        {
            OperationOutcome.Completed => (ExitCode.Done, $"Batch {batch.Id} completed: {counts}."),
            OperationOutcome.CompletedWithFailures => (
                ExitCode.PartlyFailed, $"Batch {batch.Id} completed with failures: {counts}. List them: outreach-bulk failures {batch.Id}"),
            OperationOutcome.NothingDone => (ExitCode.NothingMatched, $"Batch {batch.Id} ended: no record matched, so nothing was done."),
            _ => (ExitCode.PartlyFailed, $"Batch {batch.Id} ended ({batch.State}), and its counts do not say that every record was "
                + $"tried: {counts}."),
        };
        session.Report.Result(exitCode, words);
        return exitCode;
    }

    public static void Write(Utf8JsonWriter writer, Batch batch)
    {
        writer.WriteNumber("batch", batch.Id);
        writer.WriteString("state", batch.State.Value);
        if (batch.Action is { } action)
            writer.WriteString("action", action);
        if (batch.MatchedCount is { } matched)
            writer.WriteNumber("matched", matched);
        writer.WriteNumber("processed", batch.Processed);
        writer.WriteNumber("failed", batch.Failures ?? 0);
        if (batch.CreatedAt is { } created)
            writer.WriteString("createdAt", created);
    }

    // Progress<T> would report later and out of order.
    private sealed class Reporter(CliSession session, IProgressView view, long id) : IProgress<Batch>
    {
        public void Report(Batch value)
        {
            session.Report.Status("progress", writer => Write(writer, value), null);
            string phase = string.Create(CultureInfo.InvariantCulture, $"batch {id} {value.State}");
            view.Show(new(phase, value.Processed, value.MatchedCount, value.Failures ?? 0, value.Fraction));
        }
    }
}
