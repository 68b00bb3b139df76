using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the compiler would read from the project's metadata.</summary>
internal sealed class MarkedFiles(string? globalOption = null) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null, globalOption);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options((textFile as MemoryFile)?.Mark, globalOption);

    private sealed class Options(string? mark, string? globalOption) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == DescriptionFile.MetadataKey ? mark : key == globalOption ? "true" : null;
            return value is not null;
        }
    }
}
