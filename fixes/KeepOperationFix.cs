using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.CodeFixes;

/// <summary>Awaits a start, if nothing does yet, and keeps its operation in a local, which somebody must then do something with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class KeepOperationFix() : UsageFix(
    "Keep the operation in a local", fitsAll: false, DiagnosticIds.StartNotAwaited, DiagnosticIds.OperationDropped)
{
    private protected override SyntaxNode? Fix(SyntaxNode root, SemanticModel model, Diagnostic problem)
    {
        // Behind ?. there may be no task to await, and the only statement of an if can declare nothing.
        if (
            root.FindExpression(problem.Location) is not
            {
                Parent: ExpressionStatementSyntax
                {
                    Expression: not ConditionalAccessExpressionSyntax,
                    Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax
                } statement
            }
            || !MayAwait(statement))
        {
            return null;
        }

        ExpressionSyntax awaited = statement.Expression as AwaitExpressionSyntax
            ?? SyntaxFactory.AwaitExpression(
                SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                statement.Expression.WithoutLeadingTrivia());
        if (model.GetSpeculativeTypeInfo(statement.SpanStart, awaited, SpeculativeBindingOption.BindAsExpression).Type is not { } type)
            return null;
        string declaration =
            $"{type.ToMinimalDisplayString(model, statement.SpanStart)} {NameFor(type, statement)} = "
                + $"{awaited.WithoutTrivia().ToFullString()};";
        return root.ReplaceNode(statement, SyntaxFactory.ParseStatement(declaration).WithTriviaFrom(statement));
    }

    private static bool MayAwait(SyntaxNode statement) => statement.Ancestors().FirstOrDefault(node =>
        node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) switch
        {
            GlobalStatementSyntax => true,
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
            AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.AsyncKeyword),
            _ => false,
        };

    private static string NameFor(ITypeSymbol type, SyntaxNode statement)
    {
        string name = type.Name switch { "BatchOperation" => "operation", "ImportOperation" => "import", _ => "imports" };
        SyntaxNode around = statement.Ancestors()
            .LastOrDefault(
                node =>
                    node is MemberDeclarationSyntax and not (
                        BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or GlobalStatementSyntax))
            ?? statement.SyntaxTree.GetRoot();
        HashSet<string> taken =
        [
            .. around.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText),
        ];
        return Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : $"{name}{i}").First(candidate => !taken.Contains(candidate));
    }
}
