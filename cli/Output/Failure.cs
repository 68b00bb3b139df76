using System.Globalization;
using System.Net;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Output;

/// <summary>What an error means to whoever ran the command.</summary>
internal sealed record Failure(int ExitCode, string Message)
{
    /// <returns>What it means; null for one that is a fault of the tool's own.</returns>
    public static Failure? Of(Exception exception) =>
        Meaning(exception) is { } failure ? failure with { Message = ToolWords.Of(failure.Message) } : null;

    private static Failure? Meaning(Exception exception) => exception switch
    {
        CliException own => new(own.ExitCode, own.Message),
        _ when exception.InnerException is CliException own => new(own.ExitCode, own.Message),
        OutcomeUnknownException unknown => new(Output.ExitCode.Unknown, unknown.Message),
        DailyAllowanceException spent => new(Output.ExitCode.Refused, spent.Message),
        BatchOutOfBoundsException { IsCanceled: false } outside => new(
            outside.HadStarted ? Output.ExitCode.Failed : Output.ExitCode.Refused,
            string.Create(CultureInfo.InvariantCulture, $"{outside.Message} Cancel it: outreach-bulk cancel {outside.Operation?.Id}")),
        BatchOutOfBoundsException outside => new(
            outside.HadStarted ? Output.ExitCode.Canceled : Output.ExitCode.Refused, outside.Message),
        ConfirmationRequiredException waits => new(Output.ExitCode.Detached, waits.Message),
        BatchDetachedException or ImportDetachedException => new(Output.ExitCode.Detached, exception.Message),
        BatchCanceledException => new(Output.ExitCode.Canceled, exception.Message),
        BatchFailedException or ImportFailedException => new(Output.ExitCode.Failed, exception.Message),
        JobStoppedException stopped => new(stopped.LastStatus.State switch
        {
            JobState.Canceled => Output.ExitCode.Canceled,
            JobState.Stopped => Output.ExitCode.Failed,
            _ => Output.ExitCode.Detached,
        }, stopped.Message),
        OutreachApiException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused => new(
            Output.ExitCode.NotAllowed, refused.Message),
        OutreachTokenException { IsTransient: false } => new(Output.ExitCode.NotAllowed, exception.Message),
        OutreachBulkException { InnerException: OutreachTokenException { IsTransient: false } } => new(
            Output.ExitCode.NotAllowed, exception.Message),
        OutreachBulkException or ArgumentException or IOException or UnauthorizedAccessException => new(
            Output.ExitCode.Error, exception.Message),
        _ => null,
    };
}
