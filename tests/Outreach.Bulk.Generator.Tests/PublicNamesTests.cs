using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// Every public name that the packaged description becomes, in GeneratedNames.txt. Users' code is written against them: one
/// that goes or changes breaks it. New ones are added with this test's received file.
/// </summary>
public class PublicNamesTests
{
    [Fact]
    public async Task Generated_names_are_those_that_are_listed()
    {
        GeneratorRun run = GeneratorRun.OfPackaged();
        INamespaceSymbol generated = run.Output.GlobalNamespace.GetNamespaceMembers()
            .Single(each => each.Name == "Acme")
            .GetNamespaceMembers()
            .Single();
        string names = string.Join('\n', generated.GetTypeMembers().SelectMany(Names).Order(StringComparer.Ordinal)) + "\n";

        string file = Path.Combine(Repository.TestFolder(), "GeneratedNames.txt");
        string listed = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "";
        string received = Path.Combine(Repository.TestFolder(), "GeneratedNames.received.txt");
        if (listed == names)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, names);
        string[] gone = [.. listed.Split('\n').Except(names.Split('\n'))];
        Assert.Fail(gone.Length > 0
            ? $"These names are gone or changed, which breaks users:\n{string.Join('\n', gone)}"
            : "There are new names. Accept GeneratedNames.received.txt as GeneratedNames.txt.");
    }

    // Each record has it; where it is not written the compiler makes one that is longer.
    private const string WrittenForTheCompiler = "PrintMembers";

    private static IEnumerable<string> Names(INamedTypeSymbol type)
    {
        SymbolDisplayFormat format = SymbolDisplayFormat.CSharpErrorMessageFormat;
        yield return type.ToDisplayString(format);
        foreach (
            ISymbol member in type.GetMembers()
                .Where(
                    member =>
                        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected
                            && !member.IsImplicitlyDeclared
                            && member.Name != WrittenForTheCompiler))
        {
            if (member is IFieldSymbol { HasConstantValue: true } field)
            {
                yield return FormattableString.Invariant($"{field.ToDisplayString(format)} = {field.ConstantValue}");
            }
            else if (member is IPropertySymbol property)
            {
                yield return $"{property.ToDisplayString(format)} : "
                    + $"{property.Type.ToDisplayString(format)}{(property.IsRequired ? " required" : "")}";
            }
            else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor } method)
            {
                yield return method.ToDisplayString(format);
            }
        }
    }
}
