using Outreach.Bulk.Csv;
using Outreach.Bulk.Keys;

namespace Outreach.Bulk.Mappings;

/// <summary>The columns of a mapping by which Outreach tells records apart.</summary>
internal static class KeyColumns
{
    public const string Id = "id";

    // Accounts have the first, prospects the second, both the third.
    private static readonly string[] s_fields = ["customId", "externalId", Id];

    public static IReadOnlyList<ImportMappingEntry> Of(ImportMapping mapping) =>
        [.. mapping.Entries.Where(entry => s_fields.Contains(entry.ApiName, StringComparer.Ordinal))];

    /// <summary>
    /// The columns whose values may not be repeated, those that are named or the mapping's keys; and those whose values must be numbers.
    /// </summary>
    /// <exception cref="CsvException">A column is named that the file does not have.</exception>
    public static IReadOnlyList<CheckedColumn> Checked(
        IReadOnlyList<string>? named, KeyDifferences ignored, ImportMapping? mapping, IReadOnlyList<string> header)
    {
        ImportMappingEntry[] keys = mapping is null ? [] : [.. Of(mapping)];
        HashSet<string> numbers = [.. keys.Where(key => key.ApiName == Id).Select(key => key.Header)];
        HashSet<string> unique = [.. named ?? keys.Select(key => key.Header)];
        CheckedColumn[] columns =
        [
            .. unique.Union(numbers).Select(name => new CheckedColumn(
                name, header.TakeWhile(other => other != name).Count(), numbers.Contains(name), unique.Contains(name), ignored)),
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
    public static string Normalize(string apiName, string value) => KeyText.Normalize(value, isNumber: apiName == Id);
}
