using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// What can be wrong with a CSV file that <c>OutreachCsv</c> names. An error means that nothing was generated for the file, or
/// that its like cannot be imported.
/// </summary>
internal static class CsvRules
{
    public static readonly DiagnosticDescriptor Unreadable = Error(
        DiagnosticIds.UnreadableCsvHeader,
        "The header of the CSV file cannot be read",
        "The header cannot be read: {0}. No mapping was generated for this file. Mend its first record, or correct the path in "
            + "OutreachCsv; a file with only the header line will do.");

    public static readonly DiagnosticDescriptor DuplicateCsvHeader = Error(
        DiagnosticIds.DuplicateCsvHeader,
        "A header is there twice",
        "{0}. Such a file is not imported. Rename all but one.");

    public static readonly DiagnosticDescriptor BlankCsvHeader = Error(
        DiagnosticIds.BlankCsvHeader,
        "A column has no header",
        "Column {0} has no name. Such a file is not imported. Give it one, or remove the column.");

    public static readonly DiagnosticDescriptor StrayBlanks = Warning(
        DiagnosticIds.StrayBlanks,
        "A header has blanks around it",
        "There are blanks around '{0}', which belong to the column's name: a file without them has no such column. Remove them, in what "
            + "writes the file.");

    public static readonly DiagnosticDescriptor GluedMark = Warning(
        DiagnosticIds.GluedMark,
        "A byte-order mark is part of the first header",
        "The first header begins with a byte-order mark, which cannot be seen: a file without it has no such column. Save the file with "
            + "one mark at its very beginning, or with none.");

    public static readonly DiagnosticDescriptor CsvHeaderLeftOut = Warning(
        DiagnosticIds.CsvHeaderLeftOut,
        "A header has no C# name of its own",
        "No member was generated for {0}: {1}. Rename the column, or map this file with the model's own mapping, which is keyed by text.");

    public static readonly DiagnosticDescriptor FileWithoutName = Error(
        DiagnosticIds.CsvFileWithoutName,
        "A CSV file gives no name of its own",
        "No mapping was generated for '{0}': {1}. Rename the file; its types are named after it.");

    public static readonly DiagnosticDescriptor UnknownModel = Error(
        DiagnosticIds.UnknownCsvModel,
        "A CSV file's model has no import",
        "No mapping was generated for this file: there is no import of the model '{0}'. Set Model in OutreachCsv to one that has an "
            + "import: {1}.");

    public static readonly DiagnosticDescriptor OtherSeparator = Warning(
        DiagnosticIds.OtherCsvSeparator,
        "The columns are not separated by commas",
        "The columns seem to be separated by {0}; an import separates them by commas, and takes this header for {1}. Save the file with "
            + "commas.");

    public static readonly DiagnosticDescriptor SeparatorLine = Warning(
        DiagnosticIds.CsvSeparatorLine,
        "The first line names a separator",
        "The line that begins with 'sep=' tells a spreadsheet program that {0} separate the columns; an import takes it for the header. "
            + "Remove the line, and save the file with commas.");

    public static readonly DiagnosticDescriptor UnseenCharacters = Warning(
        DiagnosticIds.UnseenHeaderCharacters,
        "A header holds characters that are not seen",
        "'{0}' holds what is not seen for what it is: {1}. It belongs to the column's name: a file without it has no such column. Remove "
            + "or replace it, in what writes the file.");

    /// <summary>The rules about places in a file, which its analyzer reports.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Positioned { get; } =
    [
        DuplicateCsvHeader, BlankCsvHeader, StrayBlanks, GluedMark, CsvHeaderLeftOut, OtherSeparator, SeparatorLine, UnseenCharacters,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Outreach.Bulk.Csv", severity, isEnabledByDefault: true, helpLinkUri: RulePages.Of(id));
}
