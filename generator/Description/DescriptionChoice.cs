using System.Collections.Immutable;

namespace Outreach.Bulk.Generator;

/// <summary>The one description to read: a user's file switches the packed one off.</summary>
internal static class DescriptionChoice
{
    /// <param name="files">The marked files.</param>
    /// <param name="isWanted">Whether there is a client to fill; without one nothing is read.</param>
    public static Result<DescriptionFile> Choose(ImmutableArray<DescriptionFile> files, bool isWanted)
    {
        if (!isWanted)
            return new(null, []);
        DescriptionFile[] users = [.. files.Where(file => !file.IsDefault).OrderBy(file => file.Path, StringComparer.Ordinal)];
        if (users.Length > 1)
        {
            string paths = string.Join(", ", users.Select(file => file.Path));
            return new(null, [DiagnosticInfo.Create(DescriptionRules.Several, FilePlace.StartOf(users[1].Path), paths)]);
        }

        DescriptionFile? chosen = users.FirstOrDefault() ?? files.FirstOrDefault();
        return chosen is null
            ? new(null, [DiagnosticInfo.Create(DescriptionRules.Missing, place: null)])
            : new(chosen, []);
    }
}
