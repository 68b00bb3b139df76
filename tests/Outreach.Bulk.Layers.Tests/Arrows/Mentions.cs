using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>
/// The symbols that a file binds to: by name, <c>var</c> included, and without one, where it constructs, indexes, computes or
/// converts. A using directive is no mention, and a documentation comment neither.
/// </summary>
internal static class Mentions
{
    public static IEnumerable<(SyntaxNode Node, ISymbol Symbol)> In(
        SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (SyntaxNode node in root.DescendantNodes(node => node is not UsingDirectiveSyntax))
        {
            if (IsBinding(node))
            {
                SymbolInfo found = model.GetSymbolInfo(node, cancellationToken);
                if (found.Symbol is { } symbol)
                {
                    yield return (node, symbol);
                }
                else if (found.CandidateReason == CandidateReason.MemberGroup)
                {
                    // nameof(Type.Method) names all methods of that name.
                    foreach (ISymbol candidate in found.CandidateSymbols)
                        yield return (node, candidate);
                }
            }

            if (node is ExpressionSyntax and not TypeSyntax && model.GetConversion(node, cancellationToken).MethodSymbol is { } conversion)
                yield return (node, conversion);
        }
    }

    private static bool IsBinding(SyntaxNode node) => node
        is SimpleNameSyntax
        or ImplicitObjectCreationExpressionSyntax
        or ElementAccessExpressionSyntax
        or BinaryExpressionSyntax
        or PrefixUnaryExpressionSyntax
        or PostfixUnaryExpressionSyntax
        or AssignmentExpressionSyntax
        or CastExpressionSyntax;
}
