using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Overlays;

/// <summary>An overlay to apply to a description.</summary>
/// <param name="Document">What it says.</param>
/// <param name="Slot">Which text it is, for places (<see cref="TextSlots"/>).</param>
/// <param name="IsPacked">
/// Whether it is packaged. It says what a description leaves unsaid, changes nothing that one says, and is silent about
/// entries that match nothing.
/// </param>
internal sealed record AppliedOverlay(OverlayDocument Document, int Slot, bool IsPacked)
{
    /// <summary>What is wrong with the overlay itself.</summary>
    public IEnumerable<PlacedProblem> Problems =>
        Document.Problems.Select(problem => problem with { Span = TextSlots.In(Slot, problem.Span) });

    public TextSpan PlaceOf(OverlayEntry entry) => TextSlots.In(Slot, entry.Name.Span);
}
