using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A client class that cannot be filled is reported at the class, and nothing is generated for it.</summary>
public class ClientRuleTests
{
    [Theory]
    [InlineData(DiagnosticIds.ClientNotPartial, "[OutreachBulkClient] public sealed class Client;")]
    [InlineData(DiagnosticIds.ClientNested, "partial class Outer { [OutreachBulkClient] public sealed partial class Client; }")]
    [InlineData(DiagnosticIds.ClientGeneric, "[OutreachBulkClient] public sealed partial class Client<T>;")]
    [InlineData(DiagnosticIds.ClientNotOrdinary, "[OutreachBulkClient] public static partial class Client;")]
    [InlineData(DiagnosticIds.ClientNotOrdinary, "[OutreachBulkClient] public abstract partial class Client;")]
    [InlineData(DiagnosticIds.ClientNotOrdinary, "[OutreachBulkClient] public partial record Client;")]
    [InlineData(DiagnosticIds.ClientNotOrdinary, "[OutreachBulkClient] file partial class Client;")]
    [InlineData(
        DiagnosticIds.ClientNotOrdinary, "[OutreachBulkClient] public partial class Client(int number) { public int Number => number; }")]
    public async Task Class_that_cannot_be_filled_is_reported(string id, string declaration)
    {
        GeneratorRun run = GeneratorRun.Of(Small, $"using Outreach.Bulk;\nnamespace Acme;\n{declaration}\n");

        Assert.Empty(run.Files);
        Assert.Empty(run.Result.Diagnostics);
        Diagnostic problem = Assert.Single(await Analyze(run.Output));
        Assert.Equal(id, problem.Id);
        Assert.Equal(
            "Client", problem.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(problem.Location.SourceSpan));
        Assert.StartsWith("'Client' is marked [OutreachBulkClient] but ", problem.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Class_that_can_be_filled_is_not_reported() =>
        Assert.Empty(await Analyze(GeneratorRun.Of(Small).Output));

    [Theory]
    [InlineData("Acme.Sales", 1)]
    [InlineData("Acme.Other", 0)]
    [InlineData("Acme", 0)]
    public async Task Client_beside_one_of_a_referenced_project_is_told_of_it(string space, int count)
    {
        MetadataReference library = GeneratorRun.Of(Small).Output.WithAssemblyName("Lib").ToMetadataReference();
        Compilation project = GeneratorRun.Of(
            Small,
            $"using Outreach.Bulk;\nnamespace {space};\n[OutreachBulkClient] public partial class Client;").Output.AddReferences(library);

        ImmutableArray<Diagnostic> problems = await Analyze(project);
        Assert.Equal(count, problems.Length);
        Assert.All(
            problems,
            problem =>
                Assert.StartsWith(
                    "'Client' is in the namespace 'Acme.Sales', where the referenced 'Lib' has generated types",
                    problem.GetMessage(),
                    StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_client_does_not_keep_a_sound_one_from_being_filled()
    {
        GeneratorRun run = GeneratorRun.Of(
            Small, TestCompilation.Client, "namespace Acme.Sales; [Outreach.Bulk.OutreachBulkClient] public sealed class Broken;");

        Assert.Contains("Acme.Sales/OutreachClient.g.cs", run.Files.Keys);
        Assert.Equal(DiagnosticIds.ClientNotPartial, Assert.Single(await Analyze(run.Output)).Id);
    }

    private static Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation) => compilation
        .WithAnalyzers([new ClientClassAnalyzer()])
        .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
}
