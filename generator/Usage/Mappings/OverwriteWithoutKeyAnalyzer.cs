using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator;

/// <summary>Reports an import that overwrites and maps no key, where the call shows the whole mapping.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OverwriteWithoutKeyAnalyzer() : UsageAnalyzer(MappingRules.OverwriteWithoutKey)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!call.TargetMethod.ContainingType.Is(types.ActionGroup)
            || call.Argument(types.Mapping) is not { } mapping
            || call.Argument(types.ImportOptions) is not { } options
            || !Overwrites(options, types)
            || ModelFields.Of(mapping.Unwrapped().Type, types) is not { } fields
            || ModelFields.Keys(fields) is not { Length: > 0 } keys
            || WholeMapping.Fields(mapping, types) is not { } mapped
            || mapped.Any(name => ModelFields.IsKey(name)))
        {
            return;
        }

        string names = string.Join(", ", keys.Select(key => $"{fields.Name}.{key.Name}"));
        context.ReportDiagnostic(Diagnostic.Create(MappingRules.OverwriteWithoutKey, mapping.Syntax.GetLocation(), names));
    }

    private static bool Overwrites(IOperation options, UsageTypes types) => Assignments.Of(options) is { } given
        && given.TryGetValue("DupeMethod", out IOperation? method)
        && method.Unwrapped() is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Overwrite" } property }
        && OperationExtensions.Same(property.ContainingType, types.DupeMethod);
}
