using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>The columns of the CSV file that a mapping was generated for.</summary>
internal static class FileColumns
{
    // Reports of failed rows have them, and an import leaves them alone.
    private static readonly int[] s_reportColumns = [StableNumber.Of("outreach_error"), StableNumber.Of("source_line")];

    /// <summary>The members of the file's enum that an import asks for; none where the mapping is not a file's.</summary>
    public static IEnumerable<MappedColumn> Of(ITypeSymbol? mapping, UsageTypes types) =>
        mapping.Base(types.HeaderMapping) is { TypeArguments: [INamedTypeSymbol columns, _] }
            ? columns.GetMembers().OfType<IFieldSymbol>()
                .Where(member => member.ConstantValue is int number && !s_reportColumns.Contains(number))
                .Select(member => new MappedColumn($"{columns.Name}.{member.Name}", (int)member.ConstantValue!))
            : [];

    /// <summary>The place of the file's header; null where the project at hand names no such file.</summary>
    public static FilePlace? PlaceOf(ITypeSymbol? mapping, UsageTypes types, OperationAnalysisContext context) =>
        mapping.Is(types.HeaderMapping) && OperationExtensions.Same(mapping!.ContainingAssembly, context.Compilation.Assembly)
            ? context.Options.AdditionalFiles
                .Where(text => CsvHeaderModel.StemOf(text.Path) is { } stem && CsvHeaderModel.MappingTypeOf(stem) == mapping.Name)
                .Select(text => CsvHeaderFile.TryCreate(text, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken))
                .OfType<CsvHeaderFile>()
                .Select(file => CsvHeaderDocument.Of(file.Text).PlaceIn(file.Path))
                .FirstOrDefault()
            : null;
}
