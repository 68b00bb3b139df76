using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>
/// Reports a wait whose result is dropped. Who looks at the operation otherwise, in the same method, looks at how it ended.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutcomeUnseenAnalyzer() : UsageAnalyzer(UsageRules.OutcomeUnseen)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ExpressionStatement);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IExpressionStatementOperation statement = (IExpressionStatementOperation)context.Operation;
        if (statement.Syntax is not ExpressionStatementSyntax
            || statement.Operation is not IAwaitOperation waiting
            || Waits.Find(waiting.Operation, types) is not { Instance: { } handle } wait
            || wait.IsOnSubstitute())
        {
            return;
        }

        if (handle.Mentioned() is { } symbol && handle.Mentions(symbol).Any(LooksAtEnd))
            return;
        context.Report(Diagnostic.Create(UsageRules.OutcomeUnseen, waiting.Syntax.GetLocation()));
    }

    private static bool LooksAtEnd(IOperation mention) => mention.User() switch
    {
        IPropertyReferenceOperation property => property.Property.Name == "Latest",
        IInvocationOperation call => call.TargetMethod.Name is "GetItemsAsync" or "RefreshAsync" or "GetBatchesAsync",
        _ => false,
    };
}
