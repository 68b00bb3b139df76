using Microsoft.Extensions.Logging;

namespace Outreach.Bulk.Telemetry;

/// <summary>What is logged. An event's id and name never change; no text holds a value of a record, a filter or a token.</summary>
internal sealed partial class OperationLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Information, "{Action} started batch {BatchId} ({State}, {Matched} records)")]
    public partial void BatchStarted(string action, long batchId, string state, long? matched);

    [LoggerMessage(2, LogLevel.Warning, "{Action} was sent and its answer was lost: its outcome is unknown")]
    public partial void OutcomeUnknown(string action, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "{Action}, whose answer was lost, is {Kind} {Id}")]
    public partial void OutcomeFound(string action, string kind, long id);

    [LoggerMessage(4, LogLevel.Warning,
        "{Action} is sent again: its answer was lost, no batch was seen since, and the call accepts that risk")]
    public partial void Resent(string action);

    [LoggerMessage(5, LogLevel.Information, "Batch {BatchId} was confirmed for {Count} records")]
    public partial void BatchConfirmed(long batchId, long count);

    [LoggerMessage(6, LogLevel.Information, "Batch {BatchId} was cancelled")]
    public partial void BatchCanceled(long batchId);

    [LoggerMessage(7, LogLevel.Information, "Batch {BatchId} ended: {State}, {Processed} records worked on, {Failures} failed")]
    public partial void BatchEnded(long batchId, string state, long processed, long failures);

    [LoggerMessage(8, LogLevel.Information, "{Action} started import {ImportId}")]
    public partial void ImportStarted(string action, long importId);

    [LoggerMessage(9, LogLevel.Information, "Import {ImportId} ended: {State}, {Total} rows, {Failures} failed")]
    public partial void ImportEnded(long importId, string state, long total, long failures);

    [LoggerMessage(10, LogLevel.Warning, "All requests pause until {Until}: {Reason}")]
    public partial void Paused(DateTimeOffset until, string reason);

    [LoggerMessage(11, LogLevel.Warning, "The server does not list batches by id ({Reason}); each is asked for by itself from now on")]
    public partial void IdFilterUnusable(string reason);

    [LoggerMessage(12, LogLevel.Error,
        "The journal did not take the entry {Event} of operation {Operation}; what it tells has happened all the same")]
    public partial void JournalFailed(string operation, JournalEvent @event, Exception exception);

    [LoggerMessage(13, LogLevel.Debug, "A request is repeated after a failure that may pass: {Failures} so far")]
    public partial void Repeated(int failures, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "The wait for {Kind} {Id} was refused, and goes on: that may pass")]
    public partial void WaitRefused(string kind, long id, Exception exception);

    [LoggerMessage(15, LogLevel.Warning, "The list of batches by id failed ({Reason}); {Count} are asked for at once for now")]
    public partial void ListShortened(string reason, int count);

    [LoggerMessage(16, LogLevel.Information,
        "{Action} is sent again with another token: the one it was sent with was refused, so nothing was done")]
    public partial void TokenReplaced(string action);

    [LoggerMessage(17, LogLevel.Information, "New tokens are stored; the access token lives until {Until}")]
    public partial void TokensRenewed(DateTimeOffset? until);

    [LoggerMessage(18, LogLevel.Warning, "The tokens were not renewed; an access token that is valid is used until it expires")]
    public partial void TokensNotRenewed(Exception exception);
}
