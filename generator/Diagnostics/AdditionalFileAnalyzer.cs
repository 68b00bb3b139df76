using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// Reports what is wrong with a file that the generator reads, at its line and column. An analyzer does it and not the generator, so
/// that an editor shows it in the file while it is typed, and the pipeline holds no places.
/// </summary>
public abstract class AdditionalFileAnalyzer : DiagnosticAnalyzer
{
    private protected AdditionalFileAnalyzer()
    {
    }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (Diagnostic diagnostic in Analyze(file.AdditionalFile, file.Options, file.CancellationToken))
                file.Report(diagnostic);
        });
    }

    /// <summary>What is wrong with the file; nothing when this analyzer is not about it.</summary>
    private protected abstract IEnumerable<Diagnostic> Analyze(
        AdditionalText additionalFile, AnalyzerOptions options, CancellationToken cancellationToken);
}
