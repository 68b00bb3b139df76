namespace Outreach.Bulk.Primitives;

/// <summary>Text that others wrote, between sentences of ours.</summary>
internal static class Sentence
{
    /// <summary>Ends a text with a full stop, unless it ends a sentence already.</summary>
    public static string End(string text) => text.EndsWith('.') || text.EndsWith('!') || text.EndsWith('?') ? text : text + ".";

    /// <summary>A count with its noun.</summary>
    public static string Count(long count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
