using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>What the build says to its source generators, by the configuration that it wrote for them.</summary>
internal sealed class BuildOptions(ImmutableArray<string> configurations) : AnalyzerConfigOptionsProvider
{
    private readonly AnalyzerConfigSet _set = AnalyzerConfigSet.Create(
        configurations.Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToImmutableArray());

    public override AnalyzerConfigOptions GlobalOptions => new Words(_set.GlobalConfigOptions.AnalyzerOptions);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Of(tree.FilePath);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Of(textFile.Path);

    private Words Of(string path) => new(_set.GetOptionsForSourcePath(path).AnalyzerOptions);

    private sealed class Words(ImmutableDictionary<string, string> words) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => words.TryGetValue(key, out value);
    }
}
