using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Overlays;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>What there is to read: a description and the overlays to apply to it, in their order.</summary>
internal sealed record DescriptionSources(DescriptionFile Description, EquatableArray<DescriptionFile> Overlays)
{
    /// <summary>What an analyzer finds there is to read; null where the generator has said why there is nothing.</summary>
    public static DescriptionSources? Of(AnalyzerOptions options, CancellationToken cancellationToken) => DescriptionChoice.Choose(
        [.. options.AdditionalFiles
            .Select(file => DescriptionFile.TryCreate(file, options.AnalyzerConfigOptionsProvider, cancellationToken))
            .OfType<DescriptionFile>()],
        isWanted: true).Value;

    public bool ArePacked => Description.IsDefault && Overlays.All(overlay => overlay.IsDefault);

    /// <summary>The file that a place is in.</summary>
    public DescriptionFile FileOf(TextSpan span) => TextSlots.SlotOf(span) is > 0 and int slot ? Overlays[slot - 1] : Description;

    /// <summary>A place as it is reported.</summary>
    public FilePlace PlaceOf(TextSpan span)
    {
        DescriptionFile file = FileOf(span);
        return FilePlace.Of(file.Path, file.Text, TextSlots.Local(span));
    }

    public IReadOnlyList<AppliedOverlay> ReadOverlays(CancellationToken cancellationToken) =>
        [.. Overlays.Select((file, i) =>
            new AppliedOverlay(OverlayDocument.Of(file.Text, file.IsJson, cancellationToken), i + 1, file.IsDefault))];
}
