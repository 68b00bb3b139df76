using System.Globalization;

namespace Outreach.Bulk;

/// <summary>The columns of a mapping by which Outreach tells records apart.</summary>
internal static class KeyColumns
{
    public const string Id = "id";

    // Accounts have the first, prospects the second, both the third.
    private static readonly string[] s_fields = ["customId", "externalId", Id];

    public static IReadOnlyList<ImportMappingEntry> Of(ImportMapping mapping) =>
        [.. mapping.Entries.Where(entry => s_fields.Contains(entry.ApiName, StringComparer.Ordinal))];

    /// <summary>The columns whose values may not be repeated, and the attributes they are mapped to.</summary>
    /// <exception cref="CsvMappingException">A column is named that the file does not have.</exception>
    public static IReadOnlyList<UniqueColumn> Unique(ImportOptions options, ImportMapping? mapping, IReadOnlyList<string> header)
    {
        IEnumerable<string> names = options.UniqueColumns ?? (mapping is null ? [] : Of(mapping).Select(entry => entry.Header));
        UniqueColumn[] columns =
        [
            .. names.Distinct(StringComparer.Ordinal).Select(name => new UniqueColumn(
                name, header.TakeWhile(other => other != name).Count(), mapping?.Entries.FirstOrDefault(entry => entry.Header == name)?.ApiName ?? "")),
        ];
        CsvMappingProblem[] missing =
        [
            .. columns.Where(column => column.Place == header.Count).Select(column => new CsvMappingProblem(
                CsvMappingProblemKind.MissingHeader, column.Header, null, $"'{column.Header}' is one of {nameof(ImportOptions.UniqueColumns)}, and the file has no such column.")),
        ];
        return missing.Length == 0 ? columns : throw new CsvMappingException(missing);
    }

    /// <summary>A key as it is compared: without blanks around it, and an id as the number it is. Empty for none.</summary>
    public static string Normalize(string apiName, string value)
    {
        value = value.Trim();
        return apiName == Id && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id)
            ? id.ToString(CultureInfo.InvariantCulture)
            : value;
    }
}

/// <summary>A column whose values may not be repeated.</summary>
/// <param name="Header">Its name in the file.</param>
/// <param name="Place">Which column it is, from 0.</param>
/// <param name="ApiName">The attribute it is mapped to; empty where that is not known.</param>
internal sealed record UniqueColumn(string Header, int Place, string ApiName);
