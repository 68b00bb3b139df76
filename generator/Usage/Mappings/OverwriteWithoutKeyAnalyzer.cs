using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Usage.Mappings;

/// <summary>
/// Reports an import that overwrites and maps no key, where the call shows the whole mapping. The header of its file, where it is
/// known, goes with it.
/// </summary>
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
            || ResourceFields.Of(mapping.Unwrapped().Type, types) is not { } fields
            || ResourceFields.Keys(fields) is not { Length: > 0 } keys
            || WholeMapping.Of(mapping, types) is not { } whole
            || whole.Fields.Any(ResourceFields.IsKey))
        {
            return;
        }

        string names = string.Join(", ", keys.Select(key => $"{fields.Name}.{key.Name}"));
        FilePlace? header = FileColumns.PlaceOf(whole.Type, types, context);
        context.Report(Diagnostic.Create(
            MappingRules.OverwriteWithoutKey,
            mapping.Syntax.GetLocation(),
            header is null ? [] : [header.ToLocation()],
            names,
            header is null
                ? ""
                : FormattableString.Invariant(
                    $" of {CsvHeaderModel.FileOf(header.Path)}({header.Lines.Start.Line + 1},{header.Lines.Start.Character + 1})")));
    }

    private static bool Overwrites(IOperation options, UsageTypes types) => Assignments.Of(options) is { } given
        && given.TryGetValue("DupeMethod", out IOperation? method)
        && method.Unwrapped() is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Overwrite" } property }
        && OperationExtensions.Same(property.ContainingType, types.DupeMethod);
}
