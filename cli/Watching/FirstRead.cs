using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>
/// Reads an operation once before it is waited for. A wait outlives errors, without a word; one that comes before anything was seen may be
/// a wrong id, a wrong token or a wrong address.
/// </summary>
internal static class FirstRead
{
    /// <exception cref="CliException">There is no token.</exception>
    /// <exception cref="OutreachBulkException">It cannot be read, and to try again does not help.</exception>
    public static async Task TryAsync(CliSession session, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (OutreachBulkException exception)
            when (exception.IsTransient && Failure.Of(exception) is { ExitCode: ExitCode.Error } failure)
        {
            session.Report.Status(
                "trouble", writer => writer.WriteString("message", failure.Message), $"{failure.Message} It is tried again.");
        }
    }
}
