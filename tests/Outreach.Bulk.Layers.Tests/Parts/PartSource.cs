using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>
/// The C# of a part, compiled as the build compiles it: with the arguments that the build wrote beside these tests, and what the
/// source generators among them add.
/// </summary>
internal sealed class PartSource
{
    private static readonly ConcurrentDictionary<string, Lazy<PartSource>> s_parts = new();

    private PartSource(Part part)
    {
        Part = part;
        Compilation = Compile(part);
        Files = Compilation.SyntaxTrees
            .Select(tree => (tree.FilePath, Room: Room.Of(tree.FilePath, part.Folder)))
            .Where(file => file.Room is not null && File.Exists(file.FilePath))
            .ToLookup(file => file.Room!, file => file.FilePath);
    }

    public Part Part { get; }

    public Compilation Compilation { get; }

    /// <summary>The files of each room.</summary>
    public ILookup<string, string> Files { get; }

    /// <summary>Each part is compiled once, whatever number of tests read it.</summary>
    public static PartSource Of(string part) => s_parts.GetOrAdd(part, name => new(() => new(Part.Of(name)))).Value;

    private static Compilation Compile(Part part)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, part.Name + ".rsp"));
        CSharpCommandLineArguments arguments = CSharpCommandLineParser.Default.Parse(lines, part.Folder, sdkDirectory: null);
        Assert.Empty(arguments.Errors);

        // Whether a null may pass is the build's question; asked here too, it takes most of the time.
        CSharpParseOptions options = arguments.ParseOptions.WithFeatures([new("run-nullable-analysis", "never")]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            arguments.CompilationName,
            arguments.SourceFiles.Select(file => Parse(file.Path, options)),
            arguments.MetadataReferences.Select(each => MetadataReference.CreateFromFile(each.Reference, each.Properties)),
            arguments.CompilationOptions);
        GeneratorLoader loader = new();
        ISourceGenerator[] generators = [.. arguments.AnalyzerReferences.SelectMany(analyzer => Generators(analyzer.FilePath, loader))];
        AdditionalText[] texts = [.. arguments.AdditionalFiles.Select(file => new AdditionalFile(file.Path))];
        CSharpGeneratorDriver.Create(generators, texts, options, new BuildOptions(arguments.AnalyzerConfigPaths))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        return output;
    }

    private static SyntaxTree Parse(string file, CSharpParseOptions options)
    {
        using FileStream stream = File.OpenRead(file);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream), options, file);
    }

    private static ImmutableArray<ISourceGenerator> Generators(string assembly, GeneratorLoader loader)
    {
        AnalyzerFileReference reference = new(assembly, loader);
        reference.AnalyzerLoadFailed += (_, failure) => throw new InvalidOperationException(
            $"The source generators of {assembly} could not be loaded, so what they write cannot be read: {failure.Message}",
            failure.Exception);
        return reference.GetGenerators(LanguageNames.CSharp);
    }
}
