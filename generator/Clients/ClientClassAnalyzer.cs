using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Clients;

/// <summary>
/// Reports what is wrong with a client class, at the class. An analyzer does it and not the generator, so that the
/// pipeline holds no location: one typed line above the class would otherwise change its models.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClientClassAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [ClientRules.NotPartial, ClientRules.Nested, ClientRules.Generic, ClientRules.NotOrdinary, ClientRules.NamespaceShared];

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
        {
            context.Report(Diagnostic.Create(rule, type.Locations[0], type.Name, what));
        }
        else if (FindSharer(type, context.Compilation) is { } sharer)
        {
            context.Report(Diagnostic.Create(
                ClientRules.NamespaceShared, type.Locations[0], type.Name, type.ContainingNamespace.ToDisplayString(), sharer));
        }
    }

    // Whoever derives from the runtime's group of actions was generated beside a client.
    private static string? FindSharer(INamedTypeSymbol type, Compilation compilation) =>
        compilation.GetCompilationNamespace(type.ContainingNamespace)?.GetTypeMembers()
            .Where(other => !SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, compilation.Assembly)
                && other.BaseType?.ToDisplayString() == "Outreach.Bulk.BulkActionGroup"
                && compilation.IsSymbolAccessibleWithin(other, compilation.Assembly))
            .Select(other => other.ContainingAssembly.Name)
            .FirstOrDefault();
}
