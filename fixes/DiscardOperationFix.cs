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
    "Drop the operation on purpose: _ = await …", fitsAll: true, DiagnosticIds.OperationDropped)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        if (root.Find<ExpressionStatementSyntax>(problem.Location) is not { } statement)
            return null;
        ExpressionSyntax discarded = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName("_").WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            statement.Expression.WithoutLeadingTrivia());
        return root.ReplaceNode(statement, statement.WithExpression(discarded.WithLeadingTrivia(statement.GetLeadingTrivia())));
    }
}
