using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>
/// The one description to read, and which overlays apply to it. A user's description switches the packed one off; a user's overlays
/// are applied to the packed one, in the order of their paths.
/// </summary>
internal static class DescriptionChoice
{
    /// <param name="files">The marked files.</param>
    /// <param name="isWanted">Whether somebody asks for what is in it: a client to fill, or a catalog. Otherwise nothing is read.</param>
    public static Result<DescriptionSources> Choose(EquatableArray<DescriptionFile> files, bool isWanted)
    {
        if (!isWanted)
            return new(null, []);
        DescriptionFile[] users =
        [
            .. files.Where(file => !file.IsOverlay && !file.IsDefault).OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        if (users.Length > 1)
        {
            string paths = string.Join(", ", users.Select(file => file.Path));
            return new(null, [DiagnosticInfo.Create(DescriptionRules.Several, FilePlace.StartOf(users[1].Path), paths)]);
        }

        if ((users.FirstOrDefault() ?? files.FirstOrDefault(file => !file.IsOverlay)) is not { } chosen)
            return new(null, [DiagnosticInfo.Create(DescriptionRules.Missing, place: null)]);
        DescriptionFile[] overlays = [.. files
            .Where(file => file.IsOverlay)
            .OrderBy(file => !file.IsDefault)
            .ThenBy(file => file.Path, StringComparer.Ordinal)];
        return overlays.Length <= TextSlots.Most
            ? new(new(chosen, overlays.ToEquatableArray()), ProblemsOf(chosen))
            : new(null, [DiagnosticInfo.Create(
                OverlayRules.Unreadable,
                FilePlace.StartOf(overlays[TextSlots.Most].Path),
                FormattableString.Invariant($"it is one of {overlays.Length}, more than {TextSlots.Most}"))]);
    }

    private static EquatableArray<DiagnosticInfo> ProblemsOf(DescriptionFile chosen) => chosen.HasUnknownChoice
        ? [DiagnosticInfo.Create(
            CustomFieldRules.UnknownChoice, FilePlace.StartOf(chosen.Path), DiagnosticInfo.OneLine(chosen.CustomFields))]
        : [];
}
