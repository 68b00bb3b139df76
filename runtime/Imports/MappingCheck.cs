namespace Outreach.Bulk;

/// <summary>Holds a mapping against a header.</summary>
internal static class MappingCheck
{
    public static IEnumerable<CsvMappingProblem> Find(
        IReadOnlyList<ImportMappingEntry> entries, IReadOnlyList<string> expected, IReadOnlyList<string> header, bool allowUnmappedHeaders)
    {
        foreach (ImportMappingEntry entry in entries.Where(entry => entry.IsReadOnly))
            yield return new(CsvMappingProblemKind.ReadOnlyField, entry.Header, entry.ApiName, $"'{entry.Header}' is mapped to {entry.ApiName}, which is read-only.");

        foreach (IGrouping<string, ImportMappingEntry> field in entries.GroupBy(entry => entry.ApiName, StringComparer.Ordinal))
        {
            string[] headers = [.. field.Select(entry => entry.Header).Distinct(StringComparer.Ordinal)];
            if (headers.Length > 1)
                yield return new(CsvMappingProblemKind.FieldMappedTwice, headers[1], field.Key, $"{field.Key} is mapped from {Names(headers)}; one column can fill it.");
        }

        foreach (IGrouping<string, ImportMappingEntry> column in entries.GroupBy(entry => entry.Header, StringComparer.Ordinal).Where(column => column.Count() > 1))
            yield return new(CsvMappingProblemKind.HeaderMappedTwice, column.Key, column.Last().ApiName, $"'{column.Key}' is mapped {column.Count()} times.");

        foreach (ImportMappingEntry entry in entries.DistinctBy(entry => entry.Header).Where(entry => !header.Contains(entry.Header, StringComparer.Ordinal)))
            yield return new(CsvMappingProblemKind.MissingHeader, entry.Header, entry.ApiName, $"'{entry.Header}' is mapped, and the file has no such column{Like(entry.Header, header)}.");

        foreach (string name in allowUnmappedHeaders ? [] : expected.Distinct(StringComparer.Ordinal).Except(header, StringComparer.Ordinal))
        {
            if (!string.IsNullOrWhiteSpace(name) && !FailedCsv.IsReportColumn(name) && !entries.Any(entry => entry.Header == name))
                yield return new(CsvMappingProblemKind.MissingHeader, name, null, $"'{name}' is a column of the file that the mapping was made for, and this file has no such column{Like(name, header)}.");
        }

        foreach (string name in header.Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal))
        {
            if (!allowUnmappedHeaders && !FailedCsv.IsReportColumn(name) && !entries.Any(entry => entry.Header == name))
                yield return new(CsvMappingProblemKind.UnmappedHeader, name, null, $"'{name}' is a column of the file, and is not mapped.");
            if (header.Count(other => other == name) > 1)
                yield return new(CsvMappingProblemKind.DuplicateHeader, name, null, $"'{name}' is the name of {header.Count(other => other == name)} columns of the file.");
        }

        for (int column = 0; column < header.Count; column++)
        {
            if (string.IsNullOrWhiteSpace(header[column]))
                yield return new(CsvMappingProblemKind.BlankHeader, "", null, $"column {column + 1} of the file has no name.");
        }
    }

    private static string Like(string name, IReadOnlyList<string> header) =>
        header.FirstOrDefault(other => string.Equals(other.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase)) is { } like
            ? $", but '{like}'"
            : "";

    private static string Names(string[] headers) => string.Join(" and ", headers.Select(header => $"'{header}'"));
}
