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

    [Theory]
    [InlineData("openapi:\npaths: {}", 1, 9, "its 'openapi' is empty, and a version such as 3.0.3 is expected")]
    [InlineData("openapi: ''", 1, 10, "its 'openapi' is empty, and a version such as 3.0.3 is expected")]
    [InlineData("openapi: ' '", 1, 10, "its 'openapi' is ' ', and a version such as 3.0.3 is expected")]
    [InlineData("openapi: ~", 1, 10, "its 'openapi' is '~', and a version such as 3.0.3 is expected")]
    [InlineData("openapi: [3]", 1, 10, "its 'openapi' is a list, and a version such as 3.0.3 is expected")]
    [InlineData("swagger: {}", 1, 10, "its 'swagger' is a map, and a version such as 3.0.3 is expected")]
    [InlineData("info: {}\nOpenAPI: 3.0.3", 2, 1, "it has 'OpenAPI' for 'openapi'")]
    [InlineData("info: {}\n\uFEFFopenapi: 3.0.3", 2, 1, "it has '<U+FEFF>openapi' for 'openapi'")]
    [InlineData("// c\n{ \"openapi\": \"3.0.3\" }", 1, 1, "a remark stands here, and JSON has none")]
    [InlineData("{ /* c */ \"openapi\": \"3.0.3\", }x", 1, 3, "a remark stands here, and JSON has none")]
    public void What_is_wrong_at_the_beginning_is_said_there(string text, int line, int column, string reason) => Assert.StartsWith(
        $"openapi.yml({line},{column}): error OB101: The description cannot be read: {reason}. ",
        OnlyProblem(GeneratorRun.Of(text)).ToString(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"openapi\":\"3.0.3\",}", 19, "a comma stands before '}', which JSON does not allow")]
    [InlineData("{\"openapi\":\"3.0.3\",\"x\":[1,]}", 26, "a comma stands before ']', which JSON does not allow")]
    [InlineData("{\"openapi\":\"3.0.3\",\"x\":NaN}", 24, "a value is expected here, not 'N'")]
    [InlineData("{\"openapi\":\"3.0.3\" # c\n}", 20, "',' or '}' is expected here, not '#'")]
    [InlineData("{openapi: 3.0.3}", 2, "a key in quotes is expected here, not 'o'")]
    [InlineData("openapi: 3.0.3", 1, "a value is expected here, not 'o'")]
    public void File_that_is_named_as_JSON_is_JSON(string text, int column, string reason)
    {
        Diagnostic description = OnlyProblem(GeneratorRun.Of([new("api.JSON", text)]));
        Diagnostic overlay = OnlyProblem(GeneratorRun.Of([new("openapi.yml", Small), MemoryFile.Overlay("overlay.json", text)]));

        const string Why = "; as YAML it could be read, but the file is named .json. ";
        Assert.StartsWith(
            $"api.JSON(1,{column}): error OB101: The description cannot be read: {reason}{Why}",
            description.ToString(),
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"overlay.json(1,{column}): error OB131: The overlay cannot be read: {reason}{Why}",
            overlay.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(GeneratorRun.Of(text).Problems, problem => problem.GetMessage().Contains(reason, StringComparison.Ordinal));
    }

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
