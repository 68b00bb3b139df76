namespace Outreach.Bulk.Package.Tests;

/// <summary>The files of users' projects.</summary>
internal static class ConsumerFiles
{
    public const string PackageReference = """<PackageReference Include="Outreach.Bulk" Version="$VERSION$" />""";

    /// <summary>A saved answer of GET /types.</summary>
    public const string Types = """
        { "data": [{ "type": "account", "meta": { "validations": {
            "custom17": { "type": "date", "required": false, "label": "Renewal date", "definition": null },
            "custom18": { "type": "inclusion", "required": true, "label": "Tier", "definition": ["Gold", "Silver"] } } } }] }
        """;

    /// <summary>The call of the README, in a class of a user with the strictest settings.</summary>
    public const string Calls = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Outreach.Bulk;

        namespace Acme.Sales;

        /// <summary>Keeps Outreach in step.</summary>
        internal static class Nightly
        {
            /// <summary>Edits, waits, and looks at what failed.</summary>
            internal static async Task<OperationOutcome> RunAsync(
                OutreachClient outreach, IProgress<Batch> progress, CancellationToken cancellationToken)
            {
                BatchOperation edit = await outreach.Accounts.BulkModifyAsync(
                    new() { Filter = new() { Id = [1, 2, 3], Owner = new() { Id = 123 } }, Confirm = Confirm.AtMost(5_000) },
                    new() { Custom1 = "edit from bulk", NumberOfEmployees = 250, Industry = Clear.Value },
                    cancellationToken).ConfigureAwait(false);
                BatchResult result = await edit.WaitForCompletionAsync(progress, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                await foreach (BatchItem item in edit.GetItemsAsync(BatchItemFilter.Failed, cancellationToken).ConfigureAwait(false))
                    Console.WriteLine(item.Info);
                BatchOperation again = outreach.Batches.Attach(edit.Id);
                return again.Id == edit.Id ? result.Outcome : throw new InvalidOperationException();
            }
        }
        """;

    /// <summary>A compiler host of its own, which loads the generator as the compiler does.</summary>
    public const string HostOfTheGenerator = """
        using System.Collections.Immutable;
        using System.Reflection;
        using Microsoft.CodeAnalysis;
        using Microsoft.CodeAnalysis.CSharp;
        using Microsoft.CodeAnalysis.Diagnostics;
        using Microsoft.CodeAnalysis.Text;

        string package = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Package").Value!;
        string folder = Path.Combine(package, "analyzers/dotnet/cs");
        Assembly generator = Assembly.LoadFrom(Path.Combine(folder, "Outreach.Bulk.Generator.dll"));
        IIncrementalGenerator instance = (IIncrementalGenerator)Activator.CreateInstance(
            generator.GetType("Outreach.Bulk.Generator.OutreachBulkGenerator")!)!;
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(file => MetadataReference.CreateFromFile(file)),
        ];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "test",
            [CSharpSyntaxTree.ParseText("[Outreach.Bulk.OutreachBulkClient] public sealed partial class C;")],
            references,
            new(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [instance.AsSourceGenerator()],
            [
                new Description(Path.Combine(package, "spec/outreach-bulk.yml")),
                new Description(Path.Combine(package, "spec/overlay.yml")),
            ],
            optionsProvider: new Marks());
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> problems);
        int count = problems.Length + output.GetDiagnostics().Count(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden);
        Console.WriteLine($"Roslyn {typeof(Compilation).Assembly.GetName().Version}, "
            + $"{driver.GetRunResult().GeneratedTrees.Length} files, {count} problems");

        internal sealed class Description(string path) : AdditionalText
        {
            public override string Path => path;

            public override SourceText GetText(CancellationToken cancellationToken = default) =>
                SourceText.From(File.ReadAllText(path), System.Text.Encoding.UTF8);
        }

        internal sealed class Marks : AnalyzerConfigOptionsProvider
        {
            public override AnalyzerConfigOptions GlobalOptions { get; } = new None();

            public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

            public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
                new Default(Path.GetFileName(textFile.Path) == "overlay.yml" ? "OutreachBulkOverlay" : "OutreachBulkSpec");

            private sealed class None : AnalyzerConfigOptions
            {
                public override bool TryGetValue(string key, out string value) => (value = "") is null;
            }

            private sealed class Default(string mark) : AnalyzerConfigOptions
            {
                public override bool TryGetValue(string key, out string value)
                {
                    value = "default";
                    return key == $"build_metadata.AdditionalFiles.{mark}";
                }
            }
        }
        """;

    public static string Client(string name, string space = "Acme.Sales", string accessibility = "public") => $"""
        using Outreach.Bulk;

        namespace {space};

        /// <summary>Our Outreach.</summary>
        [OutreachBulkClient]
        {accessibility} sealed partial class {name};
        """;

    public static string Project(string items, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;
}
