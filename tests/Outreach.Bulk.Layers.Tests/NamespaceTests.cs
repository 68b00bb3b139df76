using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>Types live in the namespace of their room, so that a file's usings show what it leans on.</summary>
public class NamespaceTests
{
    private const int MostTypes = 40;

    public static TheoryData<string> Parts => Part.Names;

    [Theory]
    [MemberData(nameof(Parts))]
    public void Types_live_in_the_namespace_of_their_room(string part)
    {
        PartSource source = PartSource.Of(part);
        string[] wrong = [.. Types(source).SelectMany(type => Problems(type, source.Part)).Order(StringComparer.Ordinal)];
        ShrinkingList accepted = new("WrongNamespaces.txt");
        if (!accepted.Contains(part))
        {
            Assert.True(
                wrong.Length == 0,
                $"{wrong.Length} types of {part} are in another namespace than that of their room, so usings do not show what a file "
                    + $"leans on. The first {Math.Min(wrong.Length, MostTypes)}:\n  {string.Join("\n  ", wrong.Take(MostTypes))}\n"
                    + "Change the namespace, or move the file.");
        }

        accepted.AssertNotLongerThan(part, wrong.Length > 0 ? [part] : []);
    }

    private static IEnumerable<INamedTypeSymbol> Types(PartSource source) => source.Compilation.SyntaxTrees
        .Where(tree => Room.Of(tree.FilePath, source.Part.Folder) is not null && File.Exists(tree.FilePath))
        .SelectMany(tree => Types(tree.GetRoot(), source.Compilation.GetSemanticModel(tree)))
        .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    private static IEnumerable<INamedTypeSymbol> Types(SyntaxNode root, SemanticModel model) => root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Select(node => (INamedTypeSymbol)model.GetDeclaredSymbol(node)!);

    private static IEnumerable<string> Problems(INamedTypeSymbol type, Part part)
    {
        if (part.Elsewhere.Contains(type.ToDisplayString()))
            yield break;

        string[] files =
        [
            .. type.DeclaringSyntaxReferences
                .Select(declaration => declaration.SyntaxTree.FilePath)
                .Where(file => Room.Of(file, part.Folder) is not null && File.Exists(file)),
        ];
        string[] expected = part.PublicInRoot && type.DeclaredAccessibility == Accessibility.Public
            ? [part.Namespace]
            : [.. files.Select(file => part.NamespaceOf(Room.Of(file, part.Folder)!)).Distinct()];
        string actual = type.ContainingNamespace.ToDisplayString();
        if (!expected.Contains(actual))
            yield return $"{Repository.Relative(files[0])}: {type.Name} is in {actual}, not in {string.Join(" or ", expected)}";
    }
}
