using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Outreach.Bulk.CodeFixes;

internal static class SyntaxExtensions
{
    /// <summary>Finds the nearest node of a kind around a report.</summary>
    public static TNode? Find<TNode>(this SyntaxNode root, Location place)
        where TNode : SyntaxNode => root.FindNode(place.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>();

    /// <summary>Finds the expression that a report is about, and none around it.</summary>
    public static ExpressionSyntax? FindExpression(this SyntaxNode root, Location place) =>
        root.FindNode(place.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax found && found.Span == place.SourceSpan
            ? found
            : null;

    /// <summary>Takes a part out of an initializer, with its comma and its line.</summary>
    public static InitializerExpressionSyntax Without(this InitializerExpressionSyntax initializer, ExpressionSyntax part)
    {
        SeparatedSyntaxList<ExpressionSyntax> parts = initializer.Expressions;
        bool isLast = parts.IndexOf(part) == parts.Count - 1 && parts.SeparatorCount < parts.Count;
        parts = parts.Remove(part);
        if (isLast && parts.LastOrDefault() is { } last)
            parts = parts.Replace(last, last.WithTrailingTrivia(part.GetTrailingTrivia()));
        return initializer.WithExpressions(parts);
    }

    /// <summary>Adds a part at the end of an initializer, as the parts before it are written.</summary>
    public static InitializerExpressionSyntax With(this InitializerExpressionSyntax initializer, ExpressionSyntax part)
    {
        SyntaxNodeOrTokenList parts = initializer.Expressions.GetWithSeparators();
        if (parts.LastOrDefault().AsNode() is { } last)
        {
            bool ownsLine = last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
            SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken)
                .WithTrailingTrivia(ownsLine ? last.GetTrailingTrivia() : [SyntaxFactory.Space]);
            parts = parts.Replace(last, last.WithTrailingTrivia())
                .Add(comma)
                .Add(part.WithLeadingTrivia(ownsLine ? last.GetLeadingTrivia() : default).WithTrailingTrivia(last.GetTrailingTrivia()));
        }
        else if (parts.LastOrDefault().AsToken() is { } end && !end.IsKind(SyntaxKind.None))
        {
            SyntaxTriviaList indent = initializer.Expressions.Last().GetLeadingTrivia();
            parts = parts.Add(part.WithLeadingTrivia(indent))
                .Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(end.TrailingTrivia));
        }
        else
        {
            parts = parts.Add(part.WithTrailingTrivia(SyntaxFactory.Space));
        }

        return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(parts));
    }
}
