using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>
/// Shows which of several texts a span is in: the description is the first, each overlay has a slot of its own. Nodes of all
/// of them end up in one tree, and what is wrong with one must be said where it stands.
/// </summary>
internal static class TextSlots
{
    /// <summary>The most texts beside the description.</summary>
    public const int Most = 32;

    // Wider than the longest text that is read (ReadingLimits.Length).
    private const int Bits = 25;

    public static TextSpan In(int slot, TextSpan span) => new(span.Start + (slot << Bits), span.Length);

    public static int SlotOf(TextSpan span) => span.Start >> Bits;

    /// <summary>The span in its own text.</summary>
    public static TextSpan Local(TextSpan span) => new(span.Start & ((1 << Bits) - 1), span.Length);
}
