using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A user's project: the framework, the runtime, documentation and nullable on.</summary>
internal static class TestCompilation
{
    /// <summary>What nearly every user writes.</summary>
    public const string Client =
        """
        using Outreach.Bulk;

        namespace Acme.Sales;

        [OutreachBulkClient]
        public sealed partial class OutreachClient;
        """;

    public static IReadOnlyList<LanguageVersion> LanguageVersions { get; } =
    [
        LanguageVersion.CSharp12, LanguageVersion.Latest, LanguageVersion.Preview,
    ];

    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(
                path =>
                    Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll")
            .Where(IsManaged)
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(OutreachBulkOptions).Assembly.Location),
    ];

    public static CSharpParseOptions ParseOptions(LanguageVersion version) => new(version, DocumentationMode.Diagnose);

    public static CSharpCompilation Create(LanguageVersion version, params string[] sources) => CSharpCompilation.Create(
        "Acme",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions(version), $"Source{i}.cs")),
        References,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    private static bool IsManaged(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using System.Reflection.PortableExecutable.PEReader reader = new(stream);
        return reader.HasMetadata;
    }
}
