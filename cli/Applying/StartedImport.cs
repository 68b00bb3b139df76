using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>What was started under a key before.</summary>
internal sealed class StartedImport(CliSession session, string key)
{
    /// <returns>The import; null when nothing was started.</returns>
    /// <exception cref="CliException">Something may have been started, or something else was.</exception>
    public async Task<ImportOperation?> FindAsync(CancellationToken cancellationToken)
    {
        List<JournalEntry> entries = (await KeyEntries.ReadAsync(session, key, cancellationToken).ConfigureAwait(false)).Own;
        if (entries.Count == 0)
            return null;
        if (entries.Find(entry => entry.ImportId is not null) is { ImportId: { } id })
        {
            session.Report.Status(
                "found",
                writer => writer.WriteNumber("import", id),
                string.Create(CultureInfo.InvariantCulture, $"Import {id} of {entries[0].FileName} was started under the key {key}. "
                    + $"Nothing is sent again."));
            return session.Imports.Attach(id);
        }

        throw entries[0].FileName is null
            ? CliException.Refused($"The key {key} is that of another operation ({entries[0].Action}). Give this import one of its own.")
            : new CliException(
                ExitCode.Unknown,
                $"An import under the key {key} may have been started at {entries[0].At:u}, and its answer was lost. Nothing is sent "
                    + "again: outreach-bulk journal find looks for it.");
    }
}
