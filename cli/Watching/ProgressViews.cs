using Outreach.Bulk.Cli.Access;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Which way of showing progress suits the terminal.</summary>
internal static class ProgressViews
{
    public static IProgressView ProgressView(this CliSession session) => session.Terminal.IsRich
        ? new ProgressBar(session.Terminal.Error, session.Time)
        : new ProgressLines(session.Terminal.Error);
}
