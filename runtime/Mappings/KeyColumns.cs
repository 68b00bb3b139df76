using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Mappings;

/// <summary>The columns of a mapping by which Outreach tells records apart.</summary>
internal static class KeyColumns
{
    public const string Id = "id";

    // Accounts have the first, prospects the second, both the third.
    private static readonly string[] s_fields = ["customId", "externalId", Id];

    public static IReadOnlyList<ImportMappingEntry> Of(ImportMapping mapping) =>
        [.. mapping.Entries.Where(entry => s_fields.Contains(entry.ApiName, StringComparer.Ordinal))];

    /// <summary>The columns whose values may not be repeated: those that are named, or the mapping's keys.</summary>
    /// <exception cref="CsvException">A column is named that the file does not have.</exception>
    public static IReadOnlyList<UniqueColumn> Unique(IReadOnlyList<string>? named, ImportMapping? mapping, IReadOnlyList<string> header)
    {
        IEnumerable<string> names = named ?? (mapping is null ? [] : Of(mapping).Select(entry => entry.Header));
        UniqueColumn[] columns =
        [
            .. names.Distinct(StringComparer.Ordinal).Select(name => new UniqueColumn(
                name,
                header.TakeWhile(other => other != name).Count(),
                mapping?.Entries.FirstOrDefault(entry => entry.Header == name)?.ApiName == Id)),
        ];
        CsvProblem[] missing =
        [
            .. columns.Where(column => column.Place == header.Count).Select(column => new CsvProblem(
                CsvProblemKind.MissingHeader,
                $"'{HeaderText.Shown(column.Header)}' is one of ImportOptions.UniqueColumns, and the file has no such column.")
            {
                Header = column.Header,
            }),
        ];
        return missing.Length == 0 ? columns : throw CsvException.Unmappable(missing);
    }

    /// <summary>A key as it is compared; empty for none.</summary>
    public static string Normalize(string apiName, string value) => UniqueColumn.Normalize(value, isNumber: apiName == Id);
}
