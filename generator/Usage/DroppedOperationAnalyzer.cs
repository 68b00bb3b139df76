using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Reports a statement that starts something and drops it. A discard (<c>_ =</c>) says that it is meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedOperationAnalyzer() : UsageAnalyzer(UsageRules.StartNotAwaited, UsageRules.OperationDropped)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.ExpressionStatement);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        // The body of a lambda is no statement: what it returns is not seen here.
        IExpressionStatementOperation statement = (IExpressionStatementOperation)context.Operation;
        if (statement.Syntax is not ExpressionStatementSyntax)
            return;
        IOperation dropped = statement.Operation.Unwrapped();
        IAwaitOperation? waiting = dropped as IAwaitOperation;
        if (Starts.Find(waiting?.Operation ?? dropped, types) is not { } start || start.IsOnSubstitute())
            return;
        context.Report(Diagnostic.Create(
            waiting is null ? UsageRules.StartNotAwaited : UsageRules.OperationDropped,
            statement.Operation.Syntax.GetLocation(),
            start.TargetMethod.Name));
    }
}
