using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>
/// Adds a policy for as many records as the server starts without asking, so that nothing more is done than was. Only its user
/// knows the right number, so it is not for all places at once.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddConfirmFix() : UsageFix(
    "Confirm up to 100 records (put the number you expect)", fitsAll: false, DiagnosticIds.WaitWithoutPolicy)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        if (problem.AdditionalLocations.Count != 1
            || root.Find<ExpressionSyntax>(problem.AdditionalLocations[0]) is not { } made
            || InitializerOf(made) is not { } initializer
            || model.Compilation.GetTypeByMetadataName("Outreach.Bulk.Confirm") is not { } type)
        {
            return null;
        }

        ExpressionSyntax policy = SyntaxFactory.ParseExpression(
            $"Confirm = {type.ToMinimalDisplayString(model, initializer.SpanStart)}.AtMost(100)");
        return root.ReplaceNode(initializer, initializer.With(policy));
    }

    // Params that stand elsewhere are changed by hand.
    private static InitializerExpressionSyntax? InitializerOf(SyntaxNode made) => made switch
    {
        BaseObjectCreationExpressionSyntax creation => creation.Initializer,
        WithExpressionSyntax copy => copy.Initializer,
        _ => null,
    };
}
