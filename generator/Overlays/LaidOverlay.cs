using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>An overlay to lay over a description.</summary>
/// <param name="Reading">What it says.</param>
/// <param name="Slot">Which text it is, for places (<see cref="TextSlots"/>).</param>
/// <param name="IsPacked">
/// Whether it is the package's own. It says what a description leaves unsaid, changes nothing that one says, and is silent about
/// entries that match nothing.
/// </param>
internal sealed record LaidOverlay(OverlayReading Reading, int Slot, bool IsPacked)
{
    /// <summary>What is wrong with the overlay itself.</summary>
    public IEnumerable<SpecProblem> Problems => Reading.Problems.Select(problem => problem with { Span = TextSlots.In(Slot, problem.Span) });

    public TextSpan PlaceOf(OverlayEntry entry) => TextSlots.In(Slot, entry.Name.Span);
}
