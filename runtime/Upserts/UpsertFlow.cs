using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Http;
using Outreach.Bulk.Imports;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk.Upserts;

/// <summary>An upsert: all records are looked at before the first call, and each call is sent once.</summary>
internal sealed class UpsertFlow(ImportFlow imports, OutreachBulkOptions connectionOptions)
{
    public async Task<IReadOnlyList<ImportOperation>> RunAsync(
        BulkAction action, IEnumerable<UpsertRecord> records, UpsertOptions options, CancellationToken cancellationToken)
    {
        options.ThrowIfNotUsable(nameof(options));
        RequestLine.ThrowIfNotBelowBase(action.Path, action.Name, nameof(action));
        ReadOnlyMemory<UpsertRecord> all = Checked(records);
        List<ImportOperation> started = [];
        for (int from = 0; from < all.Length; from += options.RecordsPerCall)
        {
            int count = Math.Min(options.RecordsPerCall, all.Length - from);
            try
            {
                started.Add(await StartAsync(action, all.Slice(from, count), options, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception cause) when (from > 0 || (cause is ImportOutcomeUnknownException && count < all.Length))
            {
                throw new UpsertInterruptedException(action.Name, started.AsReadOnly(), from, count, all.Length, cause);
            }
        }

        return started.AsReadOnly();
    }

    private Task<ImportOperation> StartAsync(
        BulkAction action, ReadOnlyMemory<UpsertRecord> records, UpsertOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string fileName = ImportName.Unique(options.FileName ?? action.Name);
        byte[] body = new UpsertBody(records, options.DupeMethod, fileName, connectionOptions.Protocol).ToUtf8Bytes();
        return imports.StartAsync(
            new(action, fileName, body, records.Length, options.OnUnknownOutcome, Key: null, options.Label, Upload: null), cancellationToken);
    }

    private static UpsertRecord[] Checked(IEnumerable<UpsertRecord> records)
    {
        UpsertRecord[] all = [.. records];
        if (all.Length == 0)
            throw new ArgumentException("There are no records to upsert.", nameof(records));
        Dictionary<(string Type, long Id), int> seen = [];
        for (int index = 0; index < all.Length; index++)
        {
            // Named by position alone: messages contain no values.
            if (all[index] is not { } record)
                throw Refused(nameof(records), index, "is null. Leave it out.");
            if (record.Type is null)
                throw Refused(nameof(records), index, $"has no {nameof(UpsertRecord.Type)}.");
            if (record.Count == 0)
                throw Refused(nameof(records), index, "has no attributes, so there is nothing to store.");
            if (record.Id is { } id && !seen.TryAdd((record.Type, id), index))
            {
                throw Refused(nameof(records), index,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"has the type and id of record {seen[(record.Type, id)] + 1}; which of them is stored last is not known. "
                            + $"Give one of them."));
            }
        }

        return all;
    }

    private static ArgumentException Refused(string parameter, int index, string reason) =>
        new(FormattableString.Invariant($"Record {index + 1} {reason} Nothing was sent."), parameter);
}
