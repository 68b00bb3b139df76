using System.Globalization;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>How imports ended, together.</summary>
internal static class ImportEnd
{
    /// <param name="imports">All of them.</param>
    /// <param name="ended">Those that came to an end of their own.</param>
    /// <param name="failed">What is said of those that failed as a whole.</param>
    /// <returns>The exit code, and how they ended in words.</returns>
    public static (int ExitCode, string Words) Of(
        IReadOnlyList<ImportOperation> imports, IReadOnlyList<Import> ended, IReadOnlyList<string> failed)
    {
        OperationOutcome[] outcomes =
            [.. ended.Select(import => ImportResult.Create(imports.First(each => each.Id == import.Id), import).Outcome)];
        string subject = imports.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"Import {imports[0].Id}")
            : string.Create(CultureInfo.InvariantCulture, $"{imports.Count:N0} imports");
        string counts = string.Create(
            CultureInfo.InvariantCulture, $"{Counted.Of(Sum(ended, each => each.Total), "row")}, "
                + $"{Counted.Of(Sum(ended, each => each.Failures))} failed, "
                + $"{Counted.Of(Sum(ended, each => each.Dupes))} matched an existing record");
        if (failed.Count > 0)
            return (ExitCode.Failed, $"{string.Join(" ", failed)}{(ended.Count > 0 ? $" Of the others: {counts}." : "")}");
        if (outcomes.All(outcome => outcome == OperationOutcome.NothingDone))
        {
            int exitCode = ended.Any(import => import.Failures > 0) ? ExitCode.PartlyFailed : ExitCode.NothingMatched;
            return (exitCode, $"{subject} ended, and stored nothing: {counts}.");
        }

        if (outcomes.Any(outcome => outcome == OperationOutcome.CompletedWithFailures))
            return (ExitCode.PartlyFailed, $"{subject} completed with failures: {counts}.");
        return outcomes.All(outcome => outcome is OperationOutcome.Completed or OperationOutcome.NothingDone)
            ? (ExitCode.Done, $"{subject} completed: {counts}.")
            : (ExitCode.PartlyFailed, $"{subject} ended, and the counts do not say that every row was stored: {counts}.");
    }

    // What one of them does not say is not known of the sum.
    private static long? Sum(IReadOnlyList<Import> imports, Func<Import, long?> count) =>
        imports.Aggregate((long?)0, (sum, import) => sum + count(import));
}
