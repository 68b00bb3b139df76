using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Overlays;

/// <summary>One entry of an overlay: what it mends, and how.</summary>
/// <param name="Name">The target as it is written, with its place.</param>
/// <param name="Target">The target.</param>
/// <param name="Update">What is merged into it; null for an entry that removes it.</param>
internal sealed record OverlayEntry(SpecScalar Name, OverlayTarget Target, SpecNode? Update);
