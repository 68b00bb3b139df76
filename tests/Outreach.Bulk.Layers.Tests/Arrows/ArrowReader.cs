using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>
/// Reads the arrows between rooms: each type that a file of one room leans on and that another room declares. What counts is
/// the type a symbol belongs to, and of nested types the outermost one.
/// </summary>
internal sealed class ArrowReader(Compilation compilation, string part)
{
    public IReadOnlyList<Arrow> Read(CancellationToken cancellationToken)
    {
        Dictionary<(string From, string To), HashSet<Place>> arrows = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (Room.Of(tree.FilePath, part) is not { } from)
                continue;

            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach ((SyntaxNode node, ISymbol symbol) in Mentions.In(tree.GetRoot(cancellationToken), model, cancellationToken))
            {
                foreach (INamedTypeSymbol type in Owners(symbol))
                {
                    string[] homes = Homes(type);
                    if (homes.Contains(from))
                        continue;

                    int line = tree.GetLineSpan(node.Span, cancellationToken).StartLinePosition.Line + 1;
                    foreach (string home in homes)
                    {
                        if (!arrows.TryGetValue((from, home), out HashSet<Place>? places))
                            arrows[(from, home)] = places = [];
                        places.Add(new(tree.FilePath, line, type.Name));
                    }
                }
            }
        }

        return
        [
            .. from arrow in arrows
               orderby arrow.Key.From, arrow.Key.To
               select new Arrow(arrow.Key.From, arrow.Key.To, [.. arrow.Value.OrderBy(each => each.File).ThenBy(each => each.Line)]),
        ];
    }

    private static IEnumerable<INamedTypeSymbol> Owners(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => [Outermost(type), .. type.TypeArguments.SelectMany(Owners)],
        IArrayTypeSymbol array => Owners(array.ElementType),
        _ => symbol.ContainingType is { } type ? [Outermost(type)] : [],
    };

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type.OriginalDefinition;
    }

    /// <summary>The rooms that declare a type: several where it is partial. None is for a type of somebody else.</summary>
    private string[] Homes(INamedTypeSymbol type) =>
    [
        .. type.DeclaringSyntaxReferences
            .Select(declaration => Room.Of(declaration.SyntaxTree.FilePath, part))
            .OfType<string>()
            .Distinct(),
    ];
}
