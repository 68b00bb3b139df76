using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Clients;

/// <summary>The rules a client class must keep, in one place for the generator, which obeys, and the analyzer, which reports.</summary>
internal static class ClientClassCheck
{
    /// <summary>Finds the first rule that <paramref name="type"/> breaks.</summary>
    public static (DiagnosticDescriptor Rule, string? What)? Find(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.ContainingType is not null)
            return (ClientRules.Nested, null);
        if (type.IsGenericType)
            return (ClientRules.Generic, null);
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax declaration)
                continue;
            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                return (ClientRules.NotPartial, null);
            if (declaration is ClassDeclarationSyntax { ParameterList: not null })
                return (ClientRules.NotOrdinary, "a class with a primary constructor");
        }

        return Oddity(type) is { } what ? (ClientRules.NotOrdinary, what) : null;
    }

    private static string? Oddity(INamedTypeSymbol type) =>
        type.IsRecord ? "a record"
        : type.IsStatic ? "static"
        : type.IsAbstract ? "abstract"
        : type.IsFileLocal ? "local to its file"
        : null;
}
