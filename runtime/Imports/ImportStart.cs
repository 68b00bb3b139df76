using Outreach.Bulk.Http;
using Outreach.Bulk.Operations;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Resources;
using Outreach.Bulk.Telemetry;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk.Imports;

/// <summary>Starts an import, of a file or of records: one POST, which is never sent again.</summary>
/// <param name="context">The connection's parts.</param>
/// <param name="tracker">Makes the handle.</param>
/// <param name="search">Looks for an import whose answer was lost.</param>
/// <param name="request">What is sent.</param>
internal sealed class ImportStart(OperationContext context, ImportTracker tracker, ImportSearch search, ImportRequest request)
    : OperationStart<Import, ImportOperation, ImportOutcomeUnknownException>(context, request.Action, request.OnUnknownOutcome, request.Key, request.Label)
{
    protected override long? RecordsToReserve => Context.Options.CountImports ? Math.Max(1, request.Rows) : null;

    protected override Uri Address => new(Context.Options.BaseAddress, Action.Path);

    protected override byte[] Body => request.Body;

    protected override JournalEntry Describe(JournalEntry entry) => entry with { Action = Action.Name, FileName = request.FileName };

    protected override Import Read(in ApiAnswer answer) => ImportReader.Read(answer);

    protected override async ValueTask<ImportOperation> StartedAsync(
        Import snapshot, OperationObserver observer, CancellationToken cancellationToken)
    {
        observer.Telemetry?.Tag(OutreachBulkTelemetry.ImportTag, snapshot.Id);
        Context.Log.ImportStarted(Action.Name, snapshot.Id);
        await observer.SawAsync(snapshot).ConfigureAwait(false);
        return new(tracker, snapshot.Id, snapshot, observer);
    }

    protected override ImportOutcomeUnknownException Lost(SentMoment sent, OperationObserver observer, Exception cause) => new(
        ImportOutcomeUnknownException.Describe(Action.Name),
        new(search, Action.Name, sent, Context.Client.Clock.After(sent))
        {
            FileName = request.FileName,
            Clock = Context.Client.Clock,
            Observer = observer,
        },
        cause);

    protected override ImportOutcomeUnknownException With(ImportOutcomeUnknownException lost, string message, Exception cause) =>
        new(message, lost.Lost, cause);

    protected override LostRequest<ImportOperation> RequestOf(ImportOutcomeUnknownException lost) => lost.Lost;

    protected override Import SnapshotOf(ImportOperation found) => found.Latest!;

    protected override OutreachApiException Redact(OutreachApiException refusal, bool mayExist) => request.Upload is { } upload
        ? Redaction.Of(refusal, upload, mayExist ? "The import may exist." : "No import was started.")
        : refusal;
}
