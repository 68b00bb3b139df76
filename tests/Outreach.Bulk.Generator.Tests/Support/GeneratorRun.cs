using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.CustomFields;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Documents;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A project and its files, run through the generator: once, and again after an edit.</summary>
internal sealed class GeneratorRun
{
    private readonly MemoryFile[] _files;
    private readonly string[] _sources;
    private readonly LanguageVersion _version;

    private GeneratorRun(GeneratorDriver driver, LanguageVersion version, MemoryFile[] files, string[] sources)
    {
        _files = files;
        _sources = sources;
        _version = version;
        CSharpCompilation compilation = TestCompilation.Create(version, sources);
        Driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        Output = output;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The project with what was generated.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The generated files, by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public static GeneratorRun Of(string description, params string[] sources) =>
        Of([new MemoryFile("openapi.yml", description)], sources);

    /// <summary>The packaged description under the packaged overlay, as a project without files of its own has it.</summary>
    public static GeneratorRun OfPackaged(params string[] sources) =>
        Of([new("openapi.yml", Repository.PackagedDescription), MemoryFile.PackedOverlay(Repository.PackagedOverlay)], sources);

    public static GeneratorRun Of(MemoryFile[] files, params string[] sources) => Of(LanguageVersion.Latest, files, sources);

    public static GeneratorRun Of(LanguageVersion version, MemoryFile[] files, params string[] sources)
    {
        files = WithPackedOverlay(files);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new OutreachBulkGenerator().AsSourceGenerator()],
            files,
            TestCompilation.ParseOptions(version),
            new MarkedFiles(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new(driver, version, files, sources.Length == 0 ? [TestCompilation.Client] : sources);
    }

    /// <summary>What the analyzers of additional files say, in the order of the text, then what the generator says.</summary>
    public ImmutableArray<Diagnostic> Problems =>
        [.. ReportedBy(new DescriptionAnalyzer(), new CsvHeaderAnalyzer(), new CustomFieldsAnalyzer()), .. Result.Diagnostics];

    /// <summary>What some analyzers say of the project and its files, in the order of the text.</summary>
    public IEnumerable<Diagnostic> ReportedBy(params ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        AnalyzerOptions options = new([.. _files], new MarkedFiles());
        return Output
            .WithAnalyzers(
                analyzers,
                new CompilationWithAnalyzersOptions(
                    options,
                    onAnalyzerException: (exception, _, _) => throw exception,
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)
            .GetAwaiter()
            .GetResult()
            .OrderBy(problem => problem.Location.SourceSpan.Start);
    }

    /// <summary>The same driver over a new compilation and new file objects of the same content.</summary>
    public GeneratorRun Again() => After(_files, _sources);

    /// <summary>The same driver after an edit of code that is none of our business.</summary>
    public GeneratorRun AfterUnrelatedEdit() =>
        After(_files, [.. _sources, "internal static class Unrelated { public const int Number = 1; }"]);

    /// <summary>The same driver after an edit of the description.</summary>
    public GeneratorRun WithDescription(string description) =>
        After([new MemoryFile(_files[0].Path, description, _files[0].Mark), .. _files[1..]], _sources);

    public GeneratorRun WithFiles(params MemoryFile[] files) => After(WithPackedOverlay(files), _sources);

    /// <summary>The same driver over the same files and a copy of the project.</summary>
    public GeneratorRun AfterClone() => new(Driver, _version, _files, _sources);

    public GeneratorRun WithOptions(AnalyzerConfigOptionsProvider options) =>
        new(Driver.WithUpdatedAnalyzerConfigOptions(options), _version, _files, _sources);

    public GeneratorRun WithSources(params string[] sources) => After(_files, sources);

    // As the package's MSBuild files do, though with a smaller one.
    private static MemoryFile[] WithPackedOverlay(MemoryFile[] files) => files.Any(file => file.OverlayMark == "default")
        ? files
        : [.. files, MemoryFile.PackedOverlay(Descriptions.ModelsOverlay)];

    private GeneratorRun After(MemoryFile[] files, string[] sources)
    {
        MemoryFile[] copies = [.. files.Select(file => file.Copy())];
        return new(Driver.ReplaceAdditionalTexts([.. copies]), _version, copies, sources);
    }
}
