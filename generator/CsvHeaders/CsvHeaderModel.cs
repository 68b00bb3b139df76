using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>The columns of a CSV file as an enum, and the mapping that is keyed by it.</summary>
/// <param name="Stem">What the names of its types begin with: <c>AccountsCsv</c>.</param>
/// <param name="SourceFile">The file's name, without its folder.</param>
/// <param name="Resource">The model's name in the API.</param>
/// <param name="Columns">The header's cells.</param>
/// <param name="Members">The columns that have a name in C#.</param>
internal sealed record CsvHeaderModel(
    string Stem, string SourceFile, string Resource, EquatableArray<string> Columns, EquatableArray<TextMember> Members)
{
    public string HeaderType => HeaderTypeOf(Stem);

    public string MappingType => MappingTypeOf(Stem);

    public string FieldType => TypeNames.FieldOf(Resource);

    public string ModelMappingType => TypeNames.MappingOf(Resource);

    public static string HeaderTypeOf(string stem) => $"{stem}Header";

    public static string MappingTypeOf(string stem) => $"{stem}Mapping";

    /// <summary>The file's name without its folder.</summary>
    public static string FileOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>
    /// The name of a file's types: the file's name without its extension, in PascalCase, and <c>Csv</c>. Null when there is no
    /// letter or digit to make a name of.
    /// </summary>
    public static string? StemOf(string path)
    {
        string file = FileOf(path);
        int dot = file.LastIndexOf('.');
        return Identifier.Pascal(dot < 0 ? file : file[..dot]) is { } name ? $"{name}Csv" : null;
    }
}
