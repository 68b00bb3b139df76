using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Documents;

namespace Outreach.Bulk.Generator.Navigation;

/// <summary>
/// Tells at each use of something generated where it is described. Generated code cannot say it: with lines in it, every edit of
/// the description would rewrite it all. Hidden, the compiler does not even run it; a project that wants it raises its severity.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DescribedPlaceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DescriptionRules.Place];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(ClientClass.AttributeName) is null)
                return;
            AnalyzerOptions options = start.Options;
            CancellationToken cancellationToken = start.CancellationToken;
            Lazy<Lookup?> lookup = new(() => Lookup.TryCreate(options, cancellationToken), LazyThreadSafetyMode.PublicationOnly);
            start.RegisterOperationAction(
                operation => Analyze(operation, lookup),
                OperationKind.Invocation, OperationKind.MethodReference, OperationKind.PropertyReference, OperationKind.FieldReference);
        });
    }

    private static void Analyze(OperationAnalysisContext context, Lazy<Lookup?> lookup)
    {
        ISymbol member = context.Operation switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IMemberReferenceOperation reference => reference.Member,
            _ => throw new NotSupportedException(),
        };
        if (!IsOurs(member)
            || lookup.Value is not { } found
            || found.Members.Find(member.ContainingType.Name, member.Name) is not { } thing)
        {
            return;
        }

        if (found.Document.Places.Find(thing) is not { } span)
            return;
        FilePlace place = found.Sources.PlaceOf(span);
        LinePosition start = place.Lines.Start;
        context.Report(Diagnostic.Create(
            DescriptionRules.Place,
            NameOf(context.Operation.Syntax).GetLocation(),
            [place.ToLocation()],
            thing,
            FormattableString.Invariant($"{place.Path}({start.Line + 1},{start.Character + 1})")));
    }

    private static bool IsOurs(ISymbol member) => IsMarked(member) || IsMarked(member.ContainingType);

    private static bool IsMarked(ISymbol? symbol) => symbol is not null && symbol.GetAttributes().Any(data =>
        data.AttributeClass?.Name == "GeneratedCodeAttribute"
        && data.ConstructorArguments is [{ Value: GeneratorVersion.Name }, ..]);

    private static SyntaxNode NameOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => syntax,
    };

    private sealed record Lookup(DescriptionSources Sources, DescriptionDocument Document, DescribedMembers Members)
    {
        public static Lookup? TryCreate(AnalyzerOptions options, CancellationToken cancellationToken)
        {
            if (DescriptionSources.Of(options, cancellationToken) is not { } sources)
                return null;
            DescriptionDocument document = DescriptionDocument.Of(sources, cancellationToken);
            return document.Named is { } named ? new(sources, document, new(named.Model)) : null;
        }
    }
}
