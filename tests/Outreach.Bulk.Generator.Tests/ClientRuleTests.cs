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

    [Theory]
    [InlineData("public int Accounts => 1;", "Accounts")]
    [InlineData("public static string CustomObjects = \"\";", "CustomObjects")]
    [InlineData("public void Batches() { }", "Batches")]
    [InlineData("public event System.Action? Imports { add { } remove { } }", "Imports")]
    [InlineData("public int Connection { get; } = 5;", "Connection")]
    [InlineData("public class Connection;", "Connection")]
    [InlineData("private enum Accounts { None }", "Accounts")]
    [InlineData("public Client(OutreachBulkOptions options) : this((OutreachBulkConnection)null!) { }", "Client", "(OutreachBulkOptions)")]
    public void Member_called_as_a_generated_one_is_reported_at_the_member_and_nowhere_else(
        string member, string name, string parameters = "")
    {
        GeneratorRun run = GeneratorRun.Of(
            Small, $"using Outreach.Bulk;\nnamespace Acme;\n[OutreachBulkClient]\npublic partial class Client\n{{\n    {member}\n}}\n");

        Diagnostic taken = Assert.Single(run.Result.Diagnostics);
        int column = 5 + member.IndexOf(name, StringComparison.Ordinal);
        Assert.Equal(
            $"Source0.cs(6,{column}): error OB207: 'Acme.Client' declares '{name}{parameters}', which is also generated into it, and the "
                + "generated one was left out. Rename the member, or remove it.",
            taken.ToString());
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(problem => problem.Severity > DiagnosticSeverity.Hidden && problem.Id != "CS1591"));
    }

    [Fact]
    public void Constructor_over_a_connection_is_reported_too() => Assert.StartsWith(
        "Source0.cs(1,88): error OB207: 'Client' declares 'Client(OutreachBulkConnection)'",
        Assert.Single(GeneratorRun.Of(
            Small,
            "[Outreach.Bulk.OutreachBulkClient] public partial class Client { int _number; public   Client("
                + "Outreach.Bulk.OutreachBulkConnection connection) => _number = 5; }").Result.Diagnostics).ToString(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("public int Number => 1;")]
    [InlineData("public int accounts => 1;")]
    [InlineData("public Client(string token) : this(new OutreachBulkOptions { AccessToken = (_, _) => new(token) }) { }")]
    [InlineData("public Client Create() => this;")]
    [InlineData("public override string ToString() => \"\";")]
    public void Member_of_its_own_is_none(string member)
    {
        GeneratorRun run = GeneratorRun.Of(
            Small, $"using Outreach.Bulk;\nnamespace Acme;\n[OutreachBulkClient]\npublic partial class Client\n{{\n    {member}\n}}\n");

        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(problem => problem.Severity > DiagnosticSeverity.Hidden && problem.Id != "CS1591"));
    }

    [Fact]
    public void Member_in_another_part_of_the_class_is_reported_there() => Assert.StartsWith(
        "Source1.cs(1,65): error OB207: ",
        Assert.Single(GeneratorRun.Of(
            Small,
            TestCompilation.Client,
            "namespace Acme.Sales; partial class OutreachClient { public int Accounts => 1; }").Result.Diagnostics).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Moving_a_client_class_or_adding_a_member_of_its_own_rewrites_nothing()
    {
        GeneratorRun run = GeneratorRun.Of(Small);

        Checks.OutputsAreCached(run.WithSources("// A remark.\n\n" + TestCompilation.Client).Result);
        Checks.OutputsAreCached(run.WithSources(
            TestCompilation.Client, "namespace Acme.Sales; partial class OutreachClient { public int Number => 1; }").Result);
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
