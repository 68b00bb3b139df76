using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.CustomFields;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.CsvRows;

/// <summary>
/// Reports what is wrong with a row's type, at its properties; and whether each attribute means the field that the generator
/// took it for, when there was no enum yet to ask.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CsvRowAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RowRules.NotPartial, RowRules.NotOrdinary, RowRules.NoImport, RowRules.NoField, RowRules.NotAField, RowRules.WrongType,
        RowRules.ReadOnly,
        RowRules.FieldTwice, RowRules.Unreadable,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(CsvRowParser.AttributeName) is not { } attribute)
                return;
            Lazy<ApiModel?> api = new(() => ProjectModel.Of(start.Options, start.CancellationToken));
            start.RegisterSymbolAction(symbol => Analyze(symbol, attribute, api), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute, Lazy<ApiModel?> api)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute)))
            return;
        if (CsvRowTypeCheck.Find(type, context.CancellationToken) is var (rule, what))
        {
            context.Report(Diagnostic.Create(rule, type.Locations[0], type.Name, what));
            return;
        }

        if (CsvRowParser.Parse(type, context.CancellationToken) is not { } row)
            return;
        IPropertySymbol[] columns = [.. CsvRowParser.Columns(type)];
        foreach (IPropertySymbol property in columns)
            AnalyzeAttribute(context, property, TypeNames.FieldOf(row.Resource));
        AnalyzeWritten(context, type, columns);
        if (api.Value is not { } model)
            return;
        foreach (CsvRowProblem problem in CsvRowBinding.Of(row, model).Problems)
        {
            Location place = (columns.FirstOrDefault(property => property.Name == problem.Property) ?? (ISymbol)type).Locations[0];
            context.Report(Diagnostic.Create(problem.Rule, place.IsInSource ? place : type.Locations[0], [.. problem.Arguments]));
        }
    }

    // The generator read an identifier; the compiler knows by now what it stands for.
    private static void AnalyzeAttribute(SymbolAnalysisContext context, IPropertySymbol property, string fieldType)
    {
        if (CsvRowParser.FieldAttribute(property)
            is not { ConstructorArguments: [{ Kind: not TypedConstantKind.Error } argument] } attribute)
        {
            return;
        }

        string read = CsvRowParser.FieldIn(attribute, context.CancellationToken);
        bool isMeant = argument.Kind == TypedConstantKind.Enum
            && argument.Type is { } type
            && type.Name == fieldType
            && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, context.Compilation.Assembly)
            && type.GetMembers(read).OfType<IFieldSymbol>().Any(member => Equals(member.ConstantValue, argument.Value));
        if (isMeant)
            return;
        SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken);
        context.Report(Diagnostic.Create(
            RowRules.NotAField,
            syntax?.GetLocation() ?? property.Locations[0],
            property.Name,
            DiagnosticInfo.OneLine((syntax as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault()?.ToString() ?? ""),
            fieldType));
    }

    // Generators do not see what others add. A property that came after ours had run would be left out without a word.
    private static void AnalyzeWritten(SymbolAnalysisContext context, INamedTypeSymbol type, IPropertySymbol[] columns)
    {
        SyntaxNode? written = type.GetMembers().OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.ExplicitInterfaceImplementations.Any(
                member => member is { Name: "Write", ContainingType.Name: "ICsvRow" }))
            ?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken);
        if (written is null)
            return;
        HashSet<string> names =
        [
            .. written.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(access => access.Name.Identifier.ValueText),
        ];
        foreach (IPropertySymbol property in columns.Where(property => !names.Contains(property.Name)))
        {
            context.Report(Diagnostic.Create(
                RowRules.Unreadable,
                type.Locations[0],
                property.Name,
                "is declared by another generator, whose work the one of rows does not see"));
        }
    }
}
