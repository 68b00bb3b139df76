using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Waits for imports, shows how far they are, and says how they ended.</summary>
/// <param name="session">The session.</param>
/// <param name="imports">The imports, which are waited for one after another; they all go on meanwhile.</param>
internal sealed class ImportWatch(CliSession session, IReadOnlyList<ImportOperation> imports)
{
    /// <summary>The command that lists what failed, where all of it is known.</summary>
    public string? FailuresCommand { get; init; }

    private string Ids => string.Join(' ', imports.Select(import => import.Id.ToString(CultureInfo.InvariantCulture)));

    private string Subject => imports.Count == 1 ? $"Import {Ids}" : $"{imports.Count} imports";

    private string GoesOn => $"{Subject} {(imports.Count == 1 ? "goes" : "go")} on. Watch again: outreach-bulk imports watch {Ids}";

    /// <summary>Waits until they end, somebody interrupts, or the time is over; they go on in the last two cases.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        session.Interrupts.Enter(ExitCode.Detached, GoesOn);
        long start = session.Time.GetTimestamp();
        IProgressView view = session.ProgressView();
        List<Import> ended = [];
        List<string> failed = [];
        try
        {
            await view.RunAsync(Subject, async () =>
            {
                foreach (ImportOperation import in imports)
                {
                    TimeSpan? left = timeout - session.Time.GetElapsedTime(start);
                    Reporter reporter = new(session, view);
                    if (left <= TimeSpan.Zero)
                        throw new OperationCanceledException();
                    try
                    {
                        ended.Add((await import.WaitForCompletionAsync(reporter, left, cancellationToken).ConfigureAwait(false)).Import);
                    }
                    catch (ImportFailedException exception)
                    {
                        failed.Add(exception.Message);
                    }
                }
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ImportDetachedException)
        {
            string why = exception is ImportDetachedException ? $"{ToolWords.Of(exception.Message)} " : "Detached. ";
            session.Report.Result(ExitCode.Detached, $"{why}{GoesOn}");
            return ExitCode.Detached;
        }

        return End(ended, failed);
    }

    public static void Write(Utf8JsonWriter writer, Import import)
    {
        writer.WriteNumber("import", import.Id);
        writer.WriteString("state", import.State.Value);
        if (import.FileName is { } file)
            writer.WriteString("fileName", file);
        if (import.Total is { } total)
            writer.WriteNumber("total", total);
        if (import.Dupes is { } dupes)
            writer.WriteNumber("dupes", dupes);
        if (import.Failures is { } failures)
            writer.WriteNumber("failed", failures);
        if (import.ErrorReason is { } reason)
            writer.WriteString("errorReason", reason);
        if (import.CreatedAt is { } created)
            writer.WriteString("createdAt", created);
    }

    private int End(List<Import> ended, List<string> failed)
    {
        (int exitCode, string words) = ImportEnd.Of(imports, ended, failed);
        if (exitCode == ExitCode.PartlyFailed && ended.Any(import => import.Failures > 0))
            words += $" List them: {FailuresCommand ?? "outreach-bulk imports failures"} {Ids}";
        session.Report.Result(exitCode, words);
        return exitCode;
    }

    // Progress<T> would report later and out of order.
    private sealed class Reporter(CliSession session, IProgressView view) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Import is not { } import)
                return;
            session.Report.Status("progress", writer => Write(writer, import), null);
            string phase = string.Create(CultureInfo.InvariantCulture, $"import {import.Id} {import.State}");

            // How many of its rows are done, the server does not say.
            view.Show(new(phase, import.Total ?? 0, null, import.Failures ?? 0, null));
        }
    }
}
