using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator;

/// <summary>The columns of the CSV file that a mapping was generated for.</summary>
internal static class FileColumns
{
    /// <summary>The place of the file's header; null where the project at hand names no such file.</summary>
    public static FilePlace? PlaceOf(ITypeSymbol? mapping, UsageTypes types, OperationAnalysisContext context) =>
        mapping.Is(types.HeaderMapping) && OperationExtensions.Same(mapping!.ContainingAssembly, context.Compilation.Assembly)
            ? context.Options.AdditionalFiles
                .Where(text => HeaderModel.StemOf(text.Path) is { } stem && HeaderModel.MappingTypeOf(stem) == mapping.Name)
                .Select(text => HeaderFile.TryCreate(text, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken))
                .OfType<HeaderFile>()
                .Select(file => HeaderReading.Of(file.Text).PlaceIn(file.Path))
                .FirstOrDefault()
            : null;
}
