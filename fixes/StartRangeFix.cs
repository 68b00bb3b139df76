using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>Makes the start of a range of a point in time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class StartRangeFix() : UsageFix(
    "From then on: new() { AtLeast = … }", fitsAll: false, DiagnosticIds.ExactInstant)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        // Of several points in time none is the start.
        if (root.FindExpression(problem.Location) is not { } instant
            || model.GetTypeInfo(instant).Type is not { Name: nameof(DateTimeOffset) })
        {
            return null;
        }

        ExpressionSyntax range = SyntaxFactory.ParseExpression($"new() {{ AtLeast = {instant.WithoutTrivia().ToFullString()} }}");
        return root.ReplaceNode(instant, range.WithTriviaFrom(instant));
    }
}
