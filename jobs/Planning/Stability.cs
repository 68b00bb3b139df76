using Outreach.Bulk.Filters;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>
/// Whether records that a call has acted on are still those that it selects. Where they are not, or may not be, a batch of the same
/// request matches fewer, down to none.
/// </summary>
internal static class Stability
{
    // What no action can change.
    private static readonly string[] s_fixed = ["id", "createdAt"];

    /// <summary>Whether acting changes nothing that the filter asks for. In doubt it does.</summary>
    public static bool IsStable(BulkCall call)
    {
        string[] asked = [.. NamesIn(call.Params.FilterOrThrow.Clauses).Except(s_fixed)];
        return call.Params is not DestroyingActionParams && (asked.Length == 0 || IsUntouched(asked, call));
    }

    // What an action without attributes changes, and what sequences change in people's records, is not said anywhere.
    private static bool IsUntouched(string[] asked, BulkCall call) =>
        call.Params is not OutboundActionParams
        && call.Attributes is { } attributes
        && NamesIn(attributes.Values).ToArray() is { Length: > 0 } changed
        && Array.TrueForAll(asked, clause => !IsKeptByServer(clause) && !Array.Exists(changed, attribute => Touches(attribute, clause)));

    // Times such as updatedAt change by themselves, and q searches through several attributes.
    private static bool IsKeptByServer(string clause) => clause == "q" || clause.EndsWith("At", StringComparison.Ordinal);

    // ownerId sets what the relationship owner is asked for, userIds what users are.
    private static bool Touches(string attribute, string clause) =>
        attribute.Equals(clause, StringComparison.OrdinalIgnoreCase)
        || attribute.Equals(clause + "Id", StringComparison.OrdinalIgnoreCase)
        || (clause + "Ids").Equals(attribute, StringComparison.OrdinalIgnoreCase)
        || attribute.Equals(clause.TrimEnd('s') + "Ids", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> NamesIn(SparseValues values)
    {
        foreach (SparseValues.Entry entry in values.Entries.ToArray())
            yield return entry.Name;
    }
}
