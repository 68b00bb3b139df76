using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>An additional file that <c>OutreachCsv</c> names. It holds text, so no step of the pipeline keeps one.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Resource">The model that the project file names; empty when it names none.</param>
/// <param name="Text">Its text; null when it cannot be read.</param>
internal sealed record CsvHeaderFile(string Path, string Resource, SourceText? Text)
{
    /// <summary>The metadata that marks the file.</summary>
    public const string MarkKey = "build_metadata.AdditionalFiles.OutreachCsv";

    /// <summary>The metadata that names its model.</summary>
    public const string ModelKey = "build_metadata.AdditionalFiles.OutreachCsvModel";

    public static CsvHeaderFile? TryCreate(AdditionalText file, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        AnalyzerConfigOptions options = provider.GetOptions(file);
        if (!options.TryGetValue(MarkKey, out string? mark) || !string.Equals(mark, "true", StringComparison.OrdinalIgnoreCase))
            return null;
        string model = options.TryGetValue(ModelKey, out string? named) ? named.Trim() : "";
        return new(file.Path, model, file.GetText(cancellationToken));
    }
}
