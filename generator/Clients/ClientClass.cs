using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Clients;

/// <summary>A class marked <c>[OutreachBulkClient]</c> that can be filled. Names are as C# writes them: <c>@class</c>.</summary>
internal sealed record ClientClass(string Namespace, string Name, bool IsPublic)
{
    public const string AttributeName = "Outreach.Bulk.OutreachBulkClientAttribute";

    private static readonly SymbolDisplayFormat s_qualified = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat s_simple = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Reads the class; null when a rule forbids to fill it.</summary>
    public static ClientClass? TryRead(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (ClientClassCheck.Find(type, cancellationToken) is not null)
            return null;
        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(s_qualified),
            type.ToDisplayString(s_simple),
            type.DeclaredAccessibility == Accessibility.Public);
    }
}
