using System.CommandLine;
using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;

namespace Outreach.Bulk.Cli.Options;

/// <summary>Writes what failed to a CSV file.</summary>
internal sealed class FailureFile
{
    private readonly Option<string> _path = new("--output", "-o")
    {
        Description = "The file to write.",
        HelpName = "file",
        DefaultValueFactory = _ => "failed.csv",
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a file that exists." };

    public void AddTo(Command command)
    {
        command.Options.Add(_path);
        command.Options.Add(_overwrite);
    }

    /// <summary>The file to write.</summary>
    /// <exception cref="CliException">It exists, or is no file.</exception>
    public string Path(ParseResult given)
    {
        string path = given.GetValue(_path)!;
        if (path == "-")
            throw CliException.Usage("--output takes a file: standard output has the reasons.");
        PrivateFile.ThrowIfInTheWay(path, given.GetValue(_overwrite));
        return path;
    }

    /// <summary>Writes the file, and shows the reasons. What is in no row of it is shown too.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> WriteAsync(CliSession session, FailureReport report, string path, CancellationToken cancellationToken)
    {
        FileStream file = PrivateFile.Create(path);
        await using (file.ConfigureAwait(false))
            await report.WriteCsvAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, BatchItem> cluster in report.Clusters)
        {
            int count = cluster.Count();
            string reason = cluster.Key.Length > 0 ? VisibleText.Line(cluster.Key) : "(no reason given)";
            session.Report.Data(
                "reason",
                writer =>
                {
                    writer.WriteNumber("count", count);
                    writer.WriteString("reason", cluster.Key);
                },
                string.Create(CultureInfo.InvariantCulture, $"{count,7:N0}  {reason}"));
        }

        foreach (FailedRow row in report.Unmatched)
        {
            session.Report.Data(
                "unmatched",
                writer =>
                {
                    writer.WriteNumber("item", row.Items[0].Id);
                    writer.WriteString("why", row.UnmatchedReason);
                },
                null);
        }

        session.Report.Data(
            "file",
            writer =>
            {
                writer.WriteString("path", path);
                writer.WriteNumber("rows", report.Rows.Count);
                writer.WriteNumber("unmatched", report.Unmatched.Count);
                if (report.MissingItems is { } missing)
                    writer.WriteNumber("missing", missing);
            },
            null);
        session.Report.Result(ExitCode.Done, Words(report, path));
        return ExitCode.Done;
    }

    private static string Words(FailureReport report, string path)
    {
        string unmatched = report.Unmatched.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $" {report.Unmatched.Count:N0} failed items fit no row and are not in it.")
            : "";
        string missing = report.MissingItems is > 0 and { } more
            ? string.Create(CultureInfo.InvariantCulture, $" {more:N0} more failures are counted than items are listed.")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows.Count:N0} failed {(report.Rows.Count == 1 ? "row" : "rows")}, written to {path}, which holds values of "
                + $"records.{unmatched}{missing}");
    }
}
