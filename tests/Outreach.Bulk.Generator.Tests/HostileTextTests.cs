using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 9: a description cannot write code.</summary>
public class HostileTextTests
{
    public static TheoryData<string> Texts =>
    [
        "\"quoted\" and 'quoted'",
        "\"; } public class Injected { } //",
        "first\nsecond\r\nthird\u2028fourth\u2029fifth\u0085sixth",
        "\npublic class Injected { }",
        "*/ public class Injected { } /*",
        "</summary></remarks><script>",
        "<![CDATA[ ]]> <!-- -->",
        "&amp; & &#x41; &lt;",
        "{0} {{braces}} $\"{x}\"",
        "\\u0022; \\n \\",
        "\u0000\u0001\u001f\ufffe\uffff",
        "lone \ud800 half",
        "\ud83d\ude00 emoji",
        "turned \u202e around",
        "]]>",
        "   ",
        "",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_in_every_place_compiles_and_stays_inert(string text)
    {
        GeneratorRun run = Snapshot.Checked(Everywhere(text));

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
    }

    [Fact]
    public Task Hostile_text() => Snapshot.Of(Everywhere("\"</summary>*/\npublic class Injected { }\\u0022{0}"));

    /// <summary>A description with a text in every place that reaches the output, written as JSON, which can carry any text.</summary>
    internal static string Everywhere(string text)
    {
        string json = JsonSerializer.Serialize(text);
        string named(string name) => JsonSerializer.Serialize(name + text);
        return $$"""
            {
              "openapi": "3.0.3",
              "info": { "title": {{json}}, "version": {{json}} },
              "paths": {
                "/batches/actions/accountsBulkModify": { "post": {
                  "summary": {{json}}, "description": {{json}},
                  "x-outreach-scopes": [{{json}}], "x-outreach-effect": "edit",
                  "parameters": [{ "name": "actionParams", "in": "query", "schema": { "properties": { {{named("parameter")}}: { "description": {{json}} } } } }],
                  "requestBody": { "content": { "application/vnd.api+json": { "schema": { "properties": { "data": { "properties": { "attributes": { "x-outreach-fields-of": "account" } } } } } } } },
                  "responses": {}
                } },
                {{JsonSerializer.Serialize("/batches/actions/accountsAct" + text.Replace('/', '-').Replace('{', '('))}}: { "post": {
                  "requestBody": { "content": { "application/json": { "schema": { "properties": { "data": { "properties": { "attributes": { "properties": { {{named("own")}}: { "type": "string", "description": {{json}} } } } } } } } } } },
                  "responses": {}
                } }
              },
              "components": { "schemas": {
                "account": { "properties": { {{named("field")}}: {
                  "type": "string", "description": {{json}}, "x-outreach-filterable": true, "x-outreach-known-values": [{{json}}]
                } } },
                "accountRelationships": { "properties": { {{named("relationship")}}: {
                  "description": {{json}}, "x-outreach-filterable-by": { {{named("by")}}: { "type": "string", "description": {{json}} } }
                } } }
              } }
            }
            """;
    }
}
