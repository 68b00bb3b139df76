using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>Removes an entry that makes a mapping be refused.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveMappingEntryFix()
    : UsageFix(
        "Remove this entry",
        fitsAll: false,
        DiagnosticIds.ReadOnlyFieldMapped,
        DiagnosticIds.FieldMappedTwice,
        DiagnosticIds.CsvHeaderMappedTwice)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem) =>
        root.Find<AssignmentExpressionSyntax>(problem.Location) switch
    {
        { Parent: InitializerExpressionSyntax initializer } entry => root.ReplaceNode(initializer, initializer.Without(entry)),
        { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } =>
            root.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia),
        _ => null,
    };
}
