using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the compiler would read from the project's metadata.</summary>
internal sealed class MarkedFiles(string? globalOption = null, string globalValue = "true") : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null, globalOption, globalValue);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Options(textFile as MemoryFile, globalOption, globalValue);

    private sealed class Options(MemoryFile? file, string? globalOption, string globalValue) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            // The SDK writes all metadata for all files, empty where an item has none.
            value = key switch
            {
                DescriptionFile.MetadataKey => file?.Mark,
                DescriptionFile.OverlayKey => file?.OverlayMark ?? "",
                DescriptionFile.CustomFieldsKey => file?.CustomFields ?? "",
                CsvHeaderFile.MarkKey => file?.CsvModel is null ? "" : "true",
                CsvHeaderFile.ModelKey => file?.CsvModel ?? "",
                SavedAnswerFile.ObjectsKey => file?.AnswerObjects ?? "",
                SavedAnswerFile.MarkKey => file?.AnswerKind ?? "",
                _ => key == globalOption ? globalValue : null,
            };
            return value is not null;
        }
    }
}
