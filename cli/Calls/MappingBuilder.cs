using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Makes the mapping of a file's columns. What does not fit the file is the library's to find.</summary>
internal static class MappingBuilder
{
    /// <param name="resource">What is imported.</param>
    /// <param name="given">What was typed.</param>
    /// <param name="header">The file's header.</param>
    /// <exception cref="CliException">Nothing was typed, or a field is not known.</exception>
    public static ImportMapping Build(ResourceInfo resource, MappingText given, IReadOnlyList<string> header)
    {
        if (given.IsEmpty)
        {
            throw CliException.Usage(
                $"Say which column goes into which field: --map header=field, or --map-by-name. The file's columns: "
                    + $"{string.Join(", ", header)}.");
        }

        List<ImportMappingEntry> entries =
        [
            .. given.Map.Select(text => MappingText.Split(text, "--map")).Select(
                pair => Entry(pair.Header, FieldNamed(resource, pair.Field))),
            .. given.Unchecked
                .Select(text => MappingText.Split(text, "--map-unchecked"))
                .Select(pair => new ImportMappingEntry(pair.Header, pair.Field, IsReadOnly: false)),
        ];
        if (given.ByName)
            entries.AddRange(ByName(resource, header, [.. entries]));
        if (entries.Count == 0)
        {
            throw CliException.Usage(
                $"No column has the name of a field of {resource.Resource}: add --map header=field. The file's columns: "
                    + $"{string.Join(", ", header)}.");
        }

        try
        {
            return new WrittenMapping(entries);
        }
        catch (ArgumentException exception)
        {
            throw CliException.Usage($"--map: {exception.Message}");
        }
    }

    private static AttributeInfo FieldNamed(ResourceInfo resource, string name) => Names.Find(
        resource.Fields, name, $"field of {resource.Resource} named", $"outreach-bulk actions {resource.Resource} lists them.");

    private static IEnumerable<ImportMappingEntry> ByName(
        ResourceInfo resource, IReadOnlyList<string> header, IReadOnlyList<ImportMappingEntry> entries)
    {
        ILookup<string, AttributeInfo> fields = resource.Fields.ToLookup(field => Bare(field.Shown), StringComparer.OrdinalIgnoreCase);
        foreach (string name in header.Distinct().Where(name => entries.All(entry => entry.Header != name)))
        {
            AttributeInfo[] found = [.. fields[Bare(name)].DistinctBy(field => field.Name).Where(
                field => entries.All(entry => entry.ApiName != field.Name))];
            if (found.Length > 1)
            {
                throw CliException.Usage(
                    $"The column \"{name}\" has the name of {string.Join(" and ", found.Select(field => field.Name))}: "
                        + $"say which with --map.");
            }

            if (found.Length == 1)
                yield return Entry(name, found[0]);
        }
    }

    private static ImportMappingEntry Entry(string header, AttributeInfo field) => new(header, field.Name, field.IsReadOnly);

    // "First name", "first_name" and "firstName" are one name.
    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
