using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// The C# blocks of a page, as a reader would put them into a new project: those with a namespace are files, the others follow
/// each other in one program. The project has the CSV file and the emulator's saved answers that the pages speak of.
/// </summary>
internal static partial class DocumentedCode
{
    // What a new project imports by itself.
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // What the pages show once and then refer to: the client in the namespace that they recommend.
    private const string Client =
        """
        using Outreach.Bulk;

        namespace Acme.OutreachApi;

        [OutreachBulkClient]
        public sealed partial class OutreachClient;
        """;

    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Outreach.Bulk.Generator", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Builds the blocks with the generator and all analyzers.</summary>
    /// <returns>Everything that is worth a look: errors, warnings and hints.</returns>
    public static async Task<IEnumerable<string>> BuildAsync(string page)
    {
        (CSharpCompilation project, MemoryFile[] files) = Generate(page);
        IEnumerable<Diagnostic> diagnostics = await project
            .WithAnalyzers(Analyzers.All, new AnalyzerOptions([.. files], new MarkedFiles()))
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString());
    }

    /// <summary>Compiles the blocks, to be run.</summary>
    public static Assembly Load(string page)
    {
        using MemoryStream image = new();
        Assert.Empty(Generate(page).Project.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(image.ToArray());
    }

    private static (CSharpCompilation Project, MemoryFile[] Files) Generate(string page)
    {
        CompilationUnitSyntax[] blocks =
        [
            .. Block().Matches(page.ReplaceLineEndings("\n")).Select(match => SyntaxFactory.ParseCompilationUnit(match.Groups[1].Value)),
        ];
        CompilationUnitSyntax[] files = [.. blocks.Where(block => block.Members.Any(member => member is BaseNamespaceDeclarationSyntax))];
        CompilationUnitSyntax[] parts = [.. blocks.Except(files)];
        string program = string.Join(
            '\n',
            [
                .. parts.SelectMany(part => part.Usings).Select(line => line.ToString()).Distinct(),
                .. parts.SelectMany(part => part.Members.OfType<GlobalStatementSyntax>()).Select(member => member.ToFullString()),
                .. parts.SelectMany(part => part.Members.Where(member => member is not GlobalStatementSyntax))
                    .Select(member => member.ToFullString()),
            ]);
        List<string> sources = [ImplicitUsings, program, .. files.Select(file => file.ToFullString())];
        if (!sources.Any(source => source.Contains("[OutreachBulkClient]", StringComparison.Ordinal)))
            sources.Add(Client);
        return Generate(sources, parts.Length > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
    }

    private static (CSharpCompilation Project, MemoryFile[] Files) Generate(IEnumerable<string> sources, OutputKind kind)
    {
        CSharpParseOptions parsing = new(LanguageVersion.CSharp14);
        CSharpCompilation project = CSharpCompilation.Create(
            "Documented",
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, parsing, $"Block{i}.cs")),
            s_references.Value,
            // CS1701 is about assemblies that were built against older ones; the SDK switches it off for everyone.
            new(
                kind,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress)]));
        MemoryFile[] files =
        [
            new(
                "openapi.yml",
                Repository.PackagedDescription), MemoryFile.PackedOverlay(Repository.PackagedOverlay), MemoryFile.Csv("accounts.csv",
                "companyName,crmId\n"),
            MemoryFile.Types(Saved("types")), MemoryFile.Schema(Saved("schema")),
        ];
        CSharpGeneratorDriver
            .Create([new OutreachBulkGenerator().AsSourceGenerator()], files, parsing, new MarkedFiles())
            .RunGeneratorsAndUpdateCompilation(project, out Compilation output, out _, TestContext.Current.CancellationToken);
        return ((CSharpCompilation)output, files);
    }

    private static string Saved(string answer) =>
        File.ReadAllText(Path.Combine(Repository.TestFolder(), $"../Outreach.Bulk.Integration.Tests/outreach.{answer}.json"));

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
