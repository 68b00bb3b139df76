using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Identifiers;
using static Outreach.Bulk.Generator.Tests.CsvHeaderProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The header of a CSV file as an enum, and a mapping that is keyed by it.</summary>
public class CsvHeaderTests
{
    private const string Header = "companyName,crmId,\"Head, count\",2nd phone\r\n";

    public static TheoryData<string> HostileHeaders =>
    [
        "\"; } public class Injected { } //",
        "*/ public class Injected { } /*",
        "</c></summary><script>",
        "first\nsecond\r\nthird\u2028fourth\u2029fifth\u0085sixth",
        "#if true",
        "{0} {{braces}} $\"{x}\"",
        "\\u0022; \\n \\",
        "\u0001\u001f\ufffe\uffff x",
        "\ud83d\ude00 emoji",
        "turned \u202e around",
        "class",
        "value__",
        "ToString",
        "]]>",
    ];

    [Fact]
    public Task The_header_of_a_file() => SnapshotOf(MemoryFile.Csv("data/accounts.csv", Header + "Acme,1,2,3\r\n"), "AccountsCsvMapping");

    [Fact]
    public Task Hostile_header() => SnapshotOf(
        MemoryFile.Csv("*/ {0} \"x\".csv", "\"\"\"; } public class Injected { } //\",\"</summary>*/\nclass\",\\u0022\n"), "_0XCsvMapping");

    [Theory]
    [MemberData(nameof(HostileHeaders))]
    public void Header_of_any_text_compiles_stays_inert_and_is_mapped_as_it_is(string header)
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", $"\"{header.Replace("\"", "\"\"", StringComparison.Ordinal)}\",other\n"));

        Assert.Empty(run.Problems.Where(problem => problem.Severity == DiagnosticSeverity.Error));
        IEnumerable<string> types = run.Driver.GetRunResult().GeneratedTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Select(type => type.Identifier.Text);
        Assert.DoesNotContain("Injected", types);
        Assert.DoesNotContain(
            run.Driver.GetRunResult().GeneratedTrees,
            tree =>
                tree.GetRoot()
                    .DescendantTrivia()
                    .Any(trivia => trivia.IsDirective && !trivia.ToString().StartsWith("#nullable", StringComparison.Ordinal)));
        Assert.Equal([header, "other"], Columns(run));
    }

    [Fact]
    public void Header_of_any_length_compiles()
    {
        GeneratorRun run = Checked(MemoryFile.Csv(
            "accounts.csv", $"{new string('x', 255)},{new string('\u4e00', 255)}y,{new string('z', 5_000)}\n"));

        Assert.All(
            run.Problems, problem => Assert.Contains("it is too long for a C# name", problem.GetMessage(), StringComparison.Ordinal));
        Assert.Equal(2, run.Problems.Length);
    }

    [Fact]
    public void Header_stays_what_it_is_when_others_come_and_go()
    {
        string before = MappingOf(GeneratorRun.Of(Files(MemoryFile.Csv("accounts.csv", "a,name,b\n"))));
        string after = MappingOf(GeneratorRun.Of(Files(MemoryFile.Csv("accounts.csv", "name,c\n"))));

        string member = before.Split('\n').Single(line => line.StartsWith("    Name = ", StringComparison.Ordinal));
        Assert.Contains(member, after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accounts.csv", "AccountsCsv")]
    [InlineData("data/crm-export.2026.csv", "CrmExport2026Csv")]
    [InlineData("C:\\data\\accounts.CSV", "AccountsCsv")]
    [InlineData("data.d/accounts", "AccountsCsv")]
    [InlineData("2026 accounts.txt", "_2026AccountsCsv")]
    public void Types_are_called_as_the_file_is_without_its_extension(string path, string stem)
    {
        GeneratorRun run = Checked(MemoryFile.Csv(path, "name\n"));

        Assert.Empty(run.Problems);
        Assert.NotNull(run.Output.GetTypeByMetadataName($"Acme.Sales.{stem}Header"));
        Assert.NotNull(run.Output.GetTypeByMetadataName($"Acme.Sales.{stem}Mapping"));
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("account")]
    [InlineData(" ACCOUNT ")]
    public void Model_is_named_as_in_CSharp_or_in_the_API(string model) =>
        Assert.Empty(Checked(MemoryFile.Csv("accounts.csv", "name\n", model)).Problems);

    [Fact]
    public void Each_scope_gets_the_file_with_its_own_accessibility()
    {
        GeneratorRun run = GeneratorRun.Of(
            Files(MemoryFile.Csv("accounts.csv", "name\n")),
            TestCompilation.Client,
            "namespace Acme.Inside; [Outreach.Bulk.OutreachBulkClient] internal sealed partial class InternalClient;");

        Checks.CompilesWithoutWarning(run.Output);
        Assert.Equal(Accessibility.Public, run.Output.GetTypeByMetadataName("Acme.Sales.AccountsCsvMapping")!.DeclaredAccessibility);
        Assert.Equal(Accessibility.Internal, run.Output.GetTypeByMetadataName("Acme.Inside.AccountsCsvMapping")!.DeclaredAccessibility);
    }

    [Fact]
    public void Only_marked_files_are_read()
    {
        GeneratorRun run = GeneratorRun.Of([new("openapi.yml", DescriptionText), new("other.csv", "\"", mark: null)]);

        Assert.Empty(run.Problems);
        Assert.DoesNotContain(run.Files.Keys, file => file.Contains("Csv", StringComparison.Ordinal));
    }

    [Fact]
    public void File_that_is_named_twice_counts_once()
    {
        GeneratorRun run = Checked(MemoryFile.Csv("accounts.csv", "name\n"), MemoryFile.Csv("accounts.csv", "name\n"));

        Assert.Empty(run.Problems);
    }

    private static Task SnapshotOf(MemoryFile file, string mapping, [System.Runtime.CompilerServices.CallerFilePath] string sourceFile = "")
    {
        MemoryFile[] files = [new("openapi.yml", AccountsAlone), file];
        GeneratorRun run = GeneratorRun.Of(files);
        Checks.HoldForEverySnapshot(run, files, [TestCompilation.Client]);
        Assert.Empty(run.Problems);
        return Verify(run.Driver, [mapping], sourceFile);
    }

    private static IEnumerable<string> Columns(GeneratorRun run)
    {
        SyntaxNode mapping = run.Driver.GetRunResult().GeneratedTrees.Single(tree => tree.FilePath.Contains(
            "CsvMapping", StringComparison.Ordinal))
            .GetRoot();
        return mapping.DescendantNodes().OfType<ArrayCreationExpressionSyntax>().Single().Initializer!.Expressions
            .Select(expression => ((LiteralExpressionSyntax)expression).Token.ValueText);
    }
}
