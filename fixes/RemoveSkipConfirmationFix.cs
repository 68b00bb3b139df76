using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>Removes <c>SkipConfirmation</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveSkipConfirmationFix() : UsageFix(
    "Remove SkipConfirmation", fitsAll: false, DiagnosticIds.DestroysUnconfirmed, DiagnosticIds.SendsUnconfirmed)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem) =>
        root.Find<AssignmentExpressionSyntax>(problem.Location) is { Parent: InitializerExpressionSyntax initializer } assignment
            ? root.ReplaceNode(initializer, initializer.Without(assignment))
            : null;
}
