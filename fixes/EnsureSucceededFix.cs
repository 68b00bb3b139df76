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
    "Throw unless all succeeded: EnsureAllSucceeded()", fitsAll: false, DiagnosticIds.OutcomeUnseen)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        // Wait() gives nothing to ask.
        if (root.FindExpression(problem.Location) is not { } waiting
            || model.GetTypeInfo(waiting).Type is not { Name: "BatchResult" or "ImportResult" })
        {
            return null;
        }

        ExpressionSyntax result = waiting.WithoutTrivia();
        ExpressionSyntax ensured = SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            result is AwaitExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(result) : result,
            SyntaxFactory.IdentifierName("EnsureAllSucceeded")));
        return root.ReplaceNode(waiting, ensured.WithTriviaFrom(waiting));
    }
}
