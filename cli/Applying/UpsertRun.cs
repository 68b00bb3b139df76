using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Watching;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>Upserts records, in calls that are sent one after another and each once.</summary>
internal sealed class UpsertRun(CliSession session, BulkAction action, IReadOnlyList<UpsertRecord> records, UpsertOptions options)
{
    private readonly List<ImportOperation> _started = [];

    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">Nobody agreed, or not all calls were sent.</exception>
    public async Task<int> RunAsync(string name, bool yes, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        target.Show(session, action.Name, records.Count, name);
        Agreement.ThrowUnlessYes(
            session,
            string.Create(CultureInfo.InvariantCulture, $"{action.Name} will send {Counted.Records(records.Count)}; "
                + $"{DupeWords.Of(options.DupeMethod)}"),
            yes,
            "--yes");
        foreach (UpsertRecord[] call in records.Chunk(options.RecordsPerCall))
        {
            if (cancellationToken.IsCancellationRequested)
                throw Interrupted(ExitCode.Canceled, "Interrupted.");
            await SendAsync(call).ConfigureAwait(false);
        }

        return await new ImportWatch(session, _started).RunAsync(timeout, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(UpsertRecord[] call)
    {
        session.Interrupts.Enter(
            ExitCode.Unknown,
            $"A request was on its way, and it is not known whether it acted. outreach-bulk journal find looks for its import. {Sent}");
        try
        {
            // The answer is waited for, within the request's own deadline: to give up now would leave the outcome unknown.
            IReadOnlyList<ImportOperation> started =
                await session.Connection.Upserts.RunAsync(action, call, options, CancellationToken.None).ConfigureAwait(false);
            _started.AddRange(started);
            session.Interrupts.Acted();
        }
        catch (Exception exception) when (_started.Count > 0 && Failure.Of(exception) is not null)
        {
            Failure failure = Failure.Of(exception)!;
            throw Interrupted(failure.ExitCode == ExitCode.Unknown ? ExitCode.Unknown : ExitCode.Failed, failure.Message);
        }

        session.Report.Status(
            "started",
            writer =>
            {
                writer.WriteNumber("import", _started[^1].Id);
                writer.WriteNumber("records", call.Length);
            },
            string.Create(CultureInfo.InvariantCulture, $"Import {_started[^1].Id} was started with {Counted.Records(call.Length)}."));
    }

    private string Sent
    {
        get
        {
            int sent = Math.Min(records.Count, _started.Count * options.RecordsPerCall);
            return _started.Count == 0
                ? "No other was sent."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The first {sent:N0} of {records.Count:N0} records were sent, and their imports go on: outreach-bulk imports watch "
                        + $"{string.Join(' ', _started.Select(each => each.Id))}");
        }
    }

    private CliException Interrupted(int exitCode, string why) => new(
        _started.Count == 0 ? ExitCode.Error : exitCode, _started.Count == 0 ? $"{why} Nothing that changes data was sent." : $"{why} {Sent}");
}
