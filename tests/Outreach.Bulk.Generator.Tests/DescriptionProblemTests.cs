using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Identifiers;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A bad description: one clear diagnostic, no exception.</summary>
public class DescriptionProblemTests
{
    [Theory]
    [InlineData("hello")]
    [InlineData("\"text\"")]
    [InlineData("42")]
    [InlineData("- a\n- b")]
    [InlineData("a: [unclosed")]
    [InlineData("a: 'unclosed")]
    [InlineData("{ \"openapi\": \"3.0.3\", ")]
    [InlineData("\ttab: indented")]
    [InlineData("a: *unknown")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("name: no description at all")]
    [InlineData("? [complex, key]\n: value")]
    [InlineData("openapi: 3.0.3\nopenapi: 3.0.3")]
    [InlineData("%YAML 9.9\n---\na: b")]
    [InlineData("\u0000\u0001\u0002")]
    public void What_is_no_OpenAPI_3_0_is_said_to_be_none(string text)
    {
        Diagnostic problem = OnlyProblem(GeneratorRun.Of(text));

        Assert.Equal(DiagnosticIds.UnreadableDescription, problem.Id);
        Assert.StartsWith("The description cannot be read: ", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("openapi.yml", problem.Location.GetLineSpan().Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    public void Empty_file_is_said_to_be_empty(string text) =>
        Assert.Equal(DiagnosticIds.EmptyDescription, OnlyProblem(GeneratorRun.Of(text)).Id);

    [Theory]
    [InlineData("paths: {}")]
    [InlineData("paths:\n  /accounts: { get: { responses: {} } }")]
    [InlineData("paths:\n  /batches/actions/accountsBulkModify: { get: { responses: {} } }")]
    [InlineData("paths:\n  /batches/actions/: { post: { responses: {} } }")]
    [InlineData("paths:\n  /batches/actions/{id}: { post: { responses: {} } }")]
    [InlineData("paths:\n  /batches/actions/a/b: { post: { responses: {} } }")]
    public void Description_without_bulk_actions_is_said_to_have_none(string paths) => Assert.Equal(
        DiagnosticIds.NoBulkActions,
        OnlyProblem(GeneratorRun.Of($"openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n{paths}\n")).Id);

    [Fact]
    public void Several_descriptions_are_named_and_none_is_read()
    {
        GeneratorRun run = GeneratorRun.Of([new("b.yml", Small), new("a.yml", Small), new("packed.yml", "not read", "default")]);

        Diagnostic problem = OnlyProblem(run);
        Assert.Equal(DiagnosticIds.SeveralDescriptions, problem.Id);
        Assert.Contains("a.yml, b.yml.", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("b.yml", problem.Location.GetLineSpan().Path);
    }

    [Fact]
    public void Client_without_a_description_is_told_so()
    {
        Diagnostic problem = OnlyProblem(GeneratorRun.Of(Array.Empty<MemoryFile>()));

        Assert.Equal(DiagnosticIds.MissingDescription, problem.Id);
        Assert.Equal(Location.None, problem.Location);
    }

    [Fact]
    public void Description_of_the_project_switches_the_packed_one_off()
    {
        GeneratorRun run = GeneratorRun.Of([new("packed.yml", "not read", "default"), new("own.yml", Small)]);

        Assert.Empty(run.Problems);
        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void Packed_description_is_read_when_there_is_no_other()
    {
        GeneratorRun run = GeneratorRun.Of([new("packed.yml", Small, "default")]);

        Assert.Empty(run.Problems);
        Assert.NotEmpty(run.Files);
    }

    [Fact]
    public void Fields_of_an_unknown_model_are_reported_and_taken_by_name()
    {
        GeneratorRun run = Snapshot.Checked(Of(Action("accountsBulkModify", "x-outreach-fields-of: acount")));

        Assert.Equal(DiagnosticIds.UnknownModel, Assert.Single(run.Problems).Id);
        Assert.Contains("OpenModifyAttributes", run.Files["Acme.Sales/Accounts.BulkModify.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_with_the_same_number_are_left_out_and_reported()
    {
        (string first, string second) = NamesOfOneNumber();
        GeneratorRun run = Snapshot.Checked(With(
            $$"""
                account: { properties: { {{first}}: { type: string }, {{second}}: { type: string }, name: { type: string } } }
            """, Action("accountsPause", null)));

        Assert.Equal(DiagnosticIds.NumberCollision, Assert.Single(run.Problems).Id);
        Assert.DoesNotContain(Identifier.Pascal(first)!, run.Files["Acme.Sales/AccountField.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Long_reasons_are_cut_and_stand_on_one_line()
    {
        string message = OnlyProblem(GeneratorRun.Of("a: *" + new string('x', 5_000))).GetMessage();

        Assert.True(message.Length < 1_000);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Cancelled_reading_stops()
    {
        MemoryFile file = new("openapi.yml", Small);

        Assert.Throws<OperationCanceledException>(() => DescriptionDocument.Of(
            Sources(file.GetText(TestContext.Current.CancellationToken)), new CancellationToken(canceled: true)));
    }

    private static Diagnostic OnlyProblem(GeneratorRun run)
    {
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Files);

        // The generator says it: in builds in which much does not compile no analyzer runs.
        Assert.Single(run.Result.Diagnostics);
        return Assert.Single(run.Problems);
    }
}
