using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Mappings;

/// <summary>Holds a mapping against a header.</summary>
internal static class MappingCheck
{
    private const string UnmappedRemedy = " Map it, or set ImportOptions.AllowUnmappedHeaders to leave such columns out.";

    // Of what a message lists.
    private const int MostShown = 5;

    public static IEnumerable<CsvProblem> Find(
        IReadOnlyList<ImportMappingEntry> entries,
        IReadOnlyList<string> expected,
        IReadOnlyList<string> header,
        bool allowUnmappedHeaders)
    {
        IEnumerable<CsvProblem> mapping = FindInMapping(entries);
        CsvProblem[] missing = [.. FindMissing(entries, allowUnmappedHeaders ? [] : expected, header)];

        // Then columns that are missing, or not mapped, are no more than what follows from it.
        return missing.Length > 0 && FindSeparator(header) is { } separator
            ? [.. mapping, separator]
            : [.. mapping, .. missing, .. FindInHeader(entries, header, allowUnmappedHeaders)];
    }

    private static CsvProblem? FindSeparator(IReadOnlyList<string> header) => CsvSeparator.Guess(header) is { } separator
        ? Problem(
            CsvProblemKind.OtherSeparator,
            header[0],
            $"'{HeaderText.Shown(header[0])}' is taken for one column: the columns seem to be separated by "
                + $"{CsvSeparator.NameOf(separator)}. {CsvSeparator.Remedy(separator)}")
        : null;

    private static IEnumerable<CsvProblem> FindInMapping(IReadOnlyList<ImportMappingEntry> entries)
    {
        foreach (ImportMappingEntry entry in entries.Where(entry => entry.IsReadOnly))
        {
            yield return Problem(
                CsvProblemKind.ReadOnlyField,
                entry.Header,
                $"'{HeaderText.Shown(entry.Header)}' is mapped to {entry.ApiName}, which is read-only.",
                entry.ApiName);
        }

        foreach (IGrouping<string, ImportMappingEntry> field in entries.GroupBy(entry => entry.ApiName, StringComparer.Ordinal))
        {
            string[] headers = [.. field.Select(entry => entry.Header).Distinct(StringComparer.Ordinal)];
            if (headers.Length > 1)
            {
                yield return Problem(
                    CsvProblemKind.FieldMappedTwice,
                    headers[1],
                    $"{field.Key} is mapped from {Names(headers, " and ")}; one column can fill it.",
                    field.Key);
            }
        }

        foreach (IGrouping<string, ImportMappingEntry> column in entries.GroupBy(entry => entry.Header, StringComparer.Ordinal))
        {
            if (column.Count() > 1)
            {
                yield return Problem(
                    CsvProblemKind.HeaderMappedTwice,
                    column.Key,
                    $"'{HeaderText.Shown(column.Key)}' is mapped {column.Count()} times.",
                    column.Last().ApiName);
            }
        }
    }

    private static IEnumerable<CsvProblem> FindMissing(
        IReadOnlyList<ImportMappingEntry> entries, IReadOnlyList<string> expected, IReadOnlyList<string> header)
    {
        foreach (ImportMappingEntry entry in entries.DistinctBy(entry => entry.Header))
        {
            if (!header.Contains(entry.Header, StringComparer.Ordinal))
                yield return Missing(entry.Header, "is mapped, and the file has no such column", header, entry.ApiName);
        }

        foreach (string name in expected.Distinct(StringComparer.Ordinal).Except(header, StringComparer.Ordinal))
        {
            if (HeaderText.Seen(name).Length > 0 && !IsAccountedFor(name, entries))
            {
                yield return Missing(
                    name, "is a column of the file that the mapping was made for, and this file has no such column", header);
            }
        }
    }

    private static IEnumerable<CsvProblem> FindInHeader(
        IReadOnlyList<ImportMappingEntry> entries, IReadOnlyList<string> header, bool allowUnmappedHeaders)
    {
        bool isRemedySaid = false;
        foreach (IGrouping<string, string> column in header
            .GroupBy(HeaderText.Seen, StringComparer.Ordinal)
            .Where(column => column.Key.Length > 0))
        {
            string[] names = [.. column.Distinct(StringComparer.Ordinal)];
            foreach (string name in allowUnmappedHeaders ? [] : names.Where(name => !IsAccountedFor(name, entries)))
            {
                yield return Problem(
                    CsvProblemKind.UnmappedHeader,
                    name,
                    $"'{HeaderText.Shown(name)}' is a column of the file, and is not mapped.{(isRemedySaid ? "" : UnmappedRemedy)}");
                isRemedySaid = true;
            }

            if (column.Count() > 1)
            {
                string said = names.Length == 1
                    ? $"'{HeaderText.Shown(names[0])}' is the name of {column.Count()} columns of the file."
                    : $"{column.Count()} columns of the file have names that look the same: {Names(names, ", ")}.";
                yield return Problem(CsvProblemKind.DuplicateHeader, names[0], said);
            }
        }

        for (int column = 0; column < header.Count; column++)
        {
            if (HeaderText.Seen(header[column]).Length == 0)
                yield return Problem(CsvProblemKind.BlankHeader, "", $"column {column + 1} of the file has no name.");
        }
    }

    private static bool IsAccountedFor(string name, IReadOnlyList<ImportMappingEntry> entries) =>
        ReportColumns.Contains(name) || entries.Any(entry => entry.Header == name);

    private static CsvProblem Missing(string name, string detail, IReadOnlyList<string> header, string? apiName = null) =>
        Problem(CsvProblemKind.MissingHeader, name, $"'{HeaderText.Shown(name)}' {detail}{Like(name, header)}.", apiName);

    private static CsvProblem Problem(CsvProblemKind kind, string header, string detail, string? apiName = null) =>
        new(kind, detail) { Header = header, ApiName = apiName };

    private static string Like(string name, IReadOnlyList<string> header)
    {
        if (header.FirstOrDefault(other => string.Equals(HeaderText.Seen(other), HeaderText.Seen(name), StringComparison.OrdinalIgnoreCase))
            is not { } like)
        {
            return "";
        }

        string[] unseen = [.. HeaderText.Unseen(like).Except(HeaderText.Unseen(name))];
        string difference = unseen.Length > 0 ? $" with {string.Join(", ", unseen.Take(MostShown))}, which is not seen for what it is" : "";
        return $", but '{HeaderText.Shown(like)}'{difference}: name it as the file does, or change the file";
    }

    private static string Names(string[] headers, string separator) =>
        string.Join(separator, headers.Take(MostShown).Select(header => $"'{HeaderText.Shown(header)}'"));
}
