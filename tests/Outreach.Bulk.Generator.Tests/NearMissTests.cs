using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 11: an operation that is most likely meant to be a bulk action is not left out without a word.</summary>
public class NearMissTests
{
    [Theory]
    [InlineData("/batches/actions/accountsPauseAll/", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/api/v2/batches/actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("//batches/actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/batches//actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/Batches/actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/batches/Actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/batch/actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/batches/action/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("batches/actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("' /batches/actions/accountsPauseAll'", "'/batches/actions/accountsPauseAll'")]
    [InlineData("https://api.outreach.io/api/v2/batches/actions/accountsPauseAll", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/batches/actions/accountsPauseAll?async=true", "'/batches/actions/accountsPauseAll'")]
    [InlineData("'/batches/actions/accountsPauseAll '", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/batches/actions/accountsPauseAll#now", "'/batches/actions/accountsPauseAll'")]
    [InlineData("/batches/actions/accountsPause%41ll", "'/batches/actions/' and a name")]
    [InlineData("/batches/actions/accountsPause\u200BAll", "'/batches/actions/' and a name")]
    [InlineData("/import/actions/accountsImport", "'/imports/actions/accountsImport'")]
    [InlineData("/batches/actions/accounts/pauseAll", "'/batches/actions/' and a name")]
    [InlineData("/batches/actions/{name}", "'/batches/actions/' and a name")]
    public void Path_that_nearly_fits_is_reported_at_its_place(string path, string remedy)
    {
        string description = Of(
            Action("accountsBulkModify", "x-outreach-fields-of: account"), $"  {path}:\n    post: {{ responses: {{}} }}");
        GeneratorRun run = Snapshot.Checked(description);

        Diagnostic problem = Assert.Single(run.Problems);
        Assert.Equal(DiagnosticIds.NearMiss, problem.Id);
        Assert.Equal(path, description.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
        Assert.Contains(remedy, problem.GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain("PauseAll", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("put: { responses: {} }", "put")]
    [InlineData("patch: { responses: {} }", "patch")]
    [InlineData("POST: { responses: {} }", "POST")]
    [InlineData("Post: { responses: {} }", "Post")]
    [InlineData("x-post: { responses: {} }", "x-post")]
    [InlineData("get: { responses: {} }", "/batches/actions/accountsPauseAll")]
    public void Method_that_nearly_fits_is_reported_at_its_place(string method, string place)
    {
        string description = Of(
            Action("accountsBulkModify", "x-outreach-fields-of: account"), $"  /batches/actions/accountsPauseAll:\n    {method}");
        GeneratorRun run = Snapshot.Checked(description);

        Diagnostic problem = Assert.Single(run.Problems);
        Assert.Equal(DiagnosticIds.NearMiss, problem.Id);
        Assert.Equal(place, description.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
        Assert.EndsWith("'post'.", problem.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/batches/{id}/actions/cancel:\n    post: { responses: {} }")]
    [InlineData("/batches/actions:\n    get: { responses: {} }")]
    [InlineData("/sequences/actions/start:\n    post: { responses: {} }")]
    [InlineData("/v1/batches/actions/list:\n    get: { responses: {} }")]
    public void Other_operations_are_none_of_ours(string path) => Assert.Empty(
        GeneratorRun.Of(Of(Action("accountsBulkModify", "x-outreach-fields-of: account"), $"  {path}")).Problems);

    [Theory]
    [InlineData(
        "paths:\n  /Batches/actions/accountsPauseAll: { post: { responses: {} } }",
        "nearly one: '/Batches/actions/accountsPauseAll'")]
    [InlineData(
        "paths:\n  /batches/actions/accountsPauseAll: { put: { responses: {} } }",
        "nearly one: 'put' of '/batches/actions/accountsPauseAll'")]
    [InlineData(
        "paths:\n  /batches/actions/a/: { post: {} }\n  /batches/actions/b/: { post: {} }\n  /batches/actions/c/: { post: {} }\n"
            + "  /batches/actions/d/: { post: {} }",
        "nearly one: '/batches/actions/a/', '/batches/actions/b/', '/batches/actions/c/' and 1 more")]
    [InlineData("paths:\n  /accounts: { get: { responses: {} } }", "nor one that comes near")]
    [InlineData("Paths: {}", "it has 'Paths' for 'paths'")]
    [InlineData("\uFEFFpaths: {}", "it has '<U+FEFF>paths' for 'paths'")]
    [InlineData("path: {}", "it has 'path' for 'paths'")]
    public void Where_nothing_fits_what_comes_near_is_named(string paths, string named) => Assert.Contains(
        $"no POST operation below /batches/actions/ ({named})",
        GeneratorRun.Of($"openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n{paths}\n").Problems[0].GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public void Relationships_of_nearly_the_right_name_are_reported()
    {
        GeneratorRun run = GeneratorRun.Of(With(
            "    account: { properties: { name: { type: string } } }\n    AccountRelationships: { properties: {} }",
            Action("accountsPauseAll", null)));

        Assert.Contains(
            "The schema 'AccountRelationships' is nearly that of a model's relationships; expected is 'accountRelationships'. It was not read.",
            Assert.Single(run.Problems).GetMessage(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_that_is_nearly_that_of_a_model_is_reported()
    {
        GeneratorRun run = GeneratorRun.Of(With(
            "    Account: { properties: { name: { type: string } } }", Action("accountsPauseAll", null)));

        Assert.Equal(
            "openapi.yml(14,5): warning OB115: The schema 'Account' is nearly that of a model; expected is 'account'. It was not read. "
                + "Correct it here.",
            Assert.Single(run.Problems).ToString());
    }
}
