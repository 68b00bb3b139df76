using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>Has every outcome but a full success thrown.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class EnsureSucceededFix() : UsageFix(
    "Throw unless all succeeded: EnsureAllSucceeded()", fitsAll: true, DiagnosticIds.OutcomeUnseen)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        if (root.Find<AwaitExpressionSyntax>(problem.Location) is not { } waiting)
            return null;
        ExpressionSyntax ensured = SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            SyntaxFactory.ParenthesizedExpression(waiting.WithoutTrivia()),
            SyntaxFactory.IdentifierName("EnsureAllSucceeded")));
        return root.ReplaceNode(waiting, ensured.WithTriviaFrom(waiting));
    }
}
