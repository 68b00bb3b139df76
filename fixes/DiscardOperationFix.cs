using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>Says that an operation is dropped on purpose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DiscardOperationFix() : UsageFix(
    "Drop the operation on purpose: _ = await …", fitsAll: false, DiagnosticIds.OperationDropped)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        // Only an expression that is a statement, or all of a member, may become an assignment.
        if (root.FindExpression(problem.Location) is not { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } dropped
            || model.GetTypeInfo(dropped).Type is null or { SpecialType: SpecialType.System_Void or SpecialType.System_Boolean }
            || model.LookupSymbols(dropped.SpanStart, name: "_").Any())
        {
            return null;
        }

        ExpressionSyntax discarded = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName("_").WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            dropped.WithoutLeadingTrivia());
        return root.ReplaceNode(dropped, discarded.WithLeadingTrivia(dropped.GetLeadingTrivia()));
    }
}
