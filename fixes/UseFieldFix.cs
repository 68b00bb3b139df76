using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>Maps a column to a field in place of an attribute's name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UseFieldFix() : UsageFix("Map the column to the field", fitsAll: true, DiagnosticIds.UncheckedFieldKnown)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        if (!problem.Properties.TryGetValue("Field", out string? field)
            || root.Find<ExpressionStatementSyntax>(problem.Location) is not { Expression: InvocationExpressionSyntax call } statement
            || call.Expression is not MemberAccessExpressionSyntax member
            || call.ArgumentList.Arguments.FirstOrDefault() is not { NameColon: null } header)
        {
            return null;
        }

        ExpressionSyntax entry = SyntaxFactory.ElementAccessExpression(
            member.Expression.WithoutTrivia(), SyntaxFactory.BracketedArgumentList(SyntaxFactory.SingletonSeparatedList(
                header.WithoutTrivia())));
        ExpressionSyntax assignment = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            entry.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.ParseExpression(field!).WithAdditionalAnnotations(Simplifier.Annotation));
        return root.ReplaceNode(statement, statement.WithExpression(assignment.WithTriviaFrom(call)));
    }
}
