using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.CsvRows;

/// <summary>What a row's type must be for the generator to add to it, whatever its columns.</summary>
internal static class CsvRowTypeCheck
{
    /// <summary>Finds the first rule that <paramref name="type"/> breaks.</summary>
    public static (DiagnosticDescriptor Rule, string What)? Find(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (INamedTypeSymbol each in CsvRowParser.WithContainers(type))
        {
            if (Oddity(each, isRow: SymbolEqualityComparer.Default.Equals(each, type)) is { } what)
                return (RowRules.NotOrdinary, what);
            if (each.DeclaringSyntaxReferences.Any(reference => !IsPartial(reference.GetSyntax(cancellationToken))))
                return (RowRules.NotPartial, each.Name);
        }

        return null;
    }

    private static bool IsPartial(SyntaxNode declaration) =>
        declaration is not TypeDeclarationSyntax type || type.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string? Oddity(INamedTypeSymbol type, bool isRow) =>
        type.IsFileLocal ? "local to its file"
        : type.TypeParameters.Length > 0 ? isRow ? "generic" : "nested in a generic type"
        : !isRow ? null
        : type.IsStatic ? "static"
        : type.IsAbstract ? "abstract"
        : type.IsRefLikeType ? "a ref struct"
        : null;
}
