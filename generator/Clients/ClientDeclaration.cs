using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Clients;

/// <summary>A client class as its user wrote it: where it stands, and what it declares itself.</summary>
/// <param name="Class">The class.</param>
/// <param name="Place">Its name, where it is marked.</param>
/// <param name="Members">Its members, in the order of the text.</param>
internal sealed record ClientDeclaration(ClientClass Class, FilePlace Place, EquatableArray<ClientMember> Members)
{
    /// <summary>Reads the class; null when a rule forbids to fill it, which <see cref="ClientClassAnalyzer"/> reports.</summary>
    public static ClientDeclaration? TryRead(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        return ClientClass.TryRead(type, cancellationToken) is { } client
            ? new(client, PlaceOf(type, context.TargetNode), type.GetMembers().Select(ClientMember.TryRead).OfType<ClientMember>()
                .ToEquatableArray())
            : null;
    }

    /// <summary>The class with the names of what it declares, which stay the same when it moves.</summary>
    public ClientNames Names => new(Class, Members.Select(member => member.Name).ToEquatableArray());

    /// <summary>The members of the class that have the name of something generated.</summary>
    public IEnumerable<DiagnosticInfo> Problems(ApiModel api)
    {
        string name = Class.Namespace.Length == 0 ? Class.Name : $"{Class.Namespace}.{Class.Name}";
        return ClientModel.TryCreate(api, Names) is { } filled
            ? Members.Where(member => filled.Taken.Contains(member.Name))
                .Select(member => DiagnosticInfo.Create(
                    ClientRules.MemberTaken,
                    member.Place,
                    name,
                    member.Name.StartsWith("(", StringComparison.Ordinal) ? Class.Name + member.Name : member.Name))
            : [DiagnosticInfo.Create(ClientRules.NameTaken, Place, name, Class.Name)];
    }

    private static FilePlace PlaceOf(INamedTypeSymbol type, SyntaxNode marked) =>
        FilePlace.Of(type.Locations.FirstOrDefault(place => marked.FullSpan.Contains(place.SourceSpan)
            && place.SourceTree == marked.SyntaxTree) ?? marked.GetLocation());
}

/// <summary>A client class, and the names of what it declares itself.</summary>
internal sealed record ClientNames(ClientClass Class, EquatableArray<string> Members);

/// <summary>A member that a client class declares itself.</summary>
/// <param name="Name">Its name; of a constructor what <see cref="ClientModel.Constructor"/> makes of its parameter.</param>
/// <param name="Place">Its name in the text.</param>
internal sealed record ClientMember(string Name, FilePlace Place)
{
    public static ClientMember? TryRead(ISymbol member)
    {
        if (member.IsImplicitlyDeclared || member.Locations is not [{ IsInSource: true } place, ..])
            return null;
        string? name = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false, Parameters: [{ RefKind: RefKind.None } parameter] }
                when parameter.Type.ContainingNamespace?.ToDisplayString() == "Outreach.Bulk" =>
                    ClientModel.Constructor(parameter.Type.Name),
            IMethodSymbol { MethodKind: not MethodKind.Ordinary } => null,
            _ => member.Name,
        };
        return name is null ? null : new(name, FilePlace.Of(place));
    }
}
