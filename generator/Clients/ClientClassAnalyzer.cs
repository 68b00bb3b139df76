using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator;

/// <summary>
/// Reports what is wrong with a client class, at the class. An analyzer does it and not the generator, so that the
/// pipeline holds no location: one typed line above the class would otherwise change its models.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClientClassAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [ClientRules.NotPartial, ClientRules.Nested, ClientRules.Generic, ClientRules.NotOrdinary];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ClientClass.AttributeName) is { } attribute)
                start.RegisterSymbolAction(symbol => Analyze(symbol, attribute), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute)))
            return;
        if (ClientClassCheck.Find(type, context.CancellationToken) is var (rule, what))
            context.ReportDiagnostic(Diagnostic.Create(rule, type.Locations[0], type.Name, what));
    }
}
