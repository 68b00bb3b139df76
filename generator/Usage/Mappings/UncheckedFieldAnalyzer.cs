using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>Reports <c>AddUnchecked</c> with the name of an attribute that the model has a field for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedFieldAnalyzer() : UsageAnalyzer(MappingRules.UncheckedField)
{
    private protected override void Register(CompilationStartAnalysisContext context, UsageTypes types) =>
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, UsageTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (
            call is
            {
                TargetMethod.Name: "AddUnchecked",
                Instance: { } mapping,
                Arguments: [_, { Value.ConstantValue: { HasValue: true, Value: string apiName } }]
            }
            && ResourceFields.Of(mapping.Type, types) is { } fields
            && ResourceFields.Find(fields, apiName) is { } field)
        {
            // The fix writes the field. Where it is read-only, that would only be another mistake.
            ImmutableDictionary<string, string?> written = types.IsReadOnly(field)
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(
                    "Field", $"{fields.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{field.Name}");
            context.Report(Diagnostic.Create(
                MappingRules.UncheckedField,
                call.Syntax.GetLocation(),
                written,
                apiName,
                $"{fields.Name}.{field.Name}"));
        }
    }
}
