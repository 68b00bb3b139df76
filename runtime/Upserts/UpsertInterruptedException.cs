using System.Globalization;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// A call of an upsert of several calls did not succeed, so the rest was not sent. The imports that were started go on;
/// <see cref="Exception.InnerException"/> says why it ended.
/// </summary>
public sealed class UpsertInterruptedException : OutreachBulkException
{
    internal UpsertInterruptedException(
        string action, IReadOnlyList<ImportOperation> started, int startedRecords, int recordsOfCall, int records, Exception cause)
        : base(Describe(action, started.Count, startedRecords, recordsOfCall, records, cause), cause)
    {
        Started = started;
        StartedRecords = startedRecords;
        UnknownRecords = cause is ImportOutcomeUnknownException ? recordsOfCall : 0;
    }

    /// <summary>The imports that were started, in the order of the records.</summary>
    public IReadOnlyList<ImportOperation> Started { get; }

    /// <summary>How many records, from the first one on, are in <see cref="Started"/>.</summary>
    public int StartedRecords { get; }

    /// <summary>
    /// How many records after those were sent with their answer lost: 0 unless the cause is an
    /// <see cref="ImportOutcomeUnknownException"/>, which can look for their import. All records after these were not sent.
    /// </summary>
    public int UnknownRecords { get; }

    /// <summary>The call whose answer was lost; <see langword="null"/> when it was another cause.</summary>
    public ImportOutcomeUnknownException? Unknown => InnerException as ImportOutcomeUnknownException;

    /// <summary>Makes the error of an upsert of several calls that did not come to its end, for test doubles.</summary>
    /// <param name="action">The action's name in the API, such as <c>bulkUpsert</c>.</param>
    /// <param name="started">The imports that were started.</param>
    /// <param name="startedRecords">How many records are in them.</param>
    /// <param name="recordsOfCall">How many records the call had that did not succeed.</param>
    /// <param name="records">How many records there are in all.</param>
    /// <param name="cause">Why the call did not succeed.</param>
    /// <returns>The error.</returns>
    public static UpsertInterruptedException Create(
        string action, IReadOnlyList<ImportOperation> started, int startedRecords, int recordsOfCall, int records, Exception cause)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(action);
        ArgumentNullException.ThrowIfNull(started);
        ArgumentNullException.ThrowIfNull(cause);
        return new(action, started, startedRecords, recordsOfCall, records, cause);
    }

    private static string Describe(string action, int imports, int startedRecords, int recordsOfCall, int records, Exception cause) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{action} started {imports} import(s) with the first {startedRecords} of {records} records, and then ended: "
                + $"{Sentence.End(cause.Message)} ")
        + (cause is ImportOutcomeUnknownException
            ?
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {recordsOfCall} records after those may be in an import; look for it with {nameof(Unknown)}. No others "
                        + $"were sent.")
            : "The other records were not stored; what was started goes on.");
}
