using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Spec.Tests;

public partial class ReadingTests
{
    // No name of ours needs another.
    private const string ForOthers = "x-outreach-name";

    [Fact]
    public void The_description_is_OpenAPI_3_0_and_reads_without_error_or_warning()
    {
        Assert.Empty(SpecFile.Diagnostic.Errors);
        Assert.Empty(SpecFile.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, SpecFile.Diagnostic.SpecificationVersion);
        Assert.StartsWith(
            "openapi: 3.0.3", SpecFile.Text[SpecFile.Text.IndexOf("openapi:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_says_what_it_does_which_scopes_it_takes_and_has_an_id_of_its_own()
    {
        Assert.All(SpecFile.Operations, entry =>
        {
            Assert.False(string.IsNullOrWhiteSpace(entry.Operation.Summary), $"{entry.Path} has no summary");
            Assert.NotEmpty(SpecFile.Words(entry.Operation, "x-outreach-scopes"));
        });
        Assert.Distinct(SpecFile.Operations.Select(entry => entry.Operation.OperationId));
    }

    [Fact]
    public void Every_attribute_is_described()
    {
        foreach ((string name, OpenApiSchema schema) in SpecFile.Document.Components.Schemas)
        {
            if (name.EndsWith("Response", StringComparison.Ordinal) || name.EndsWith("Relationships", StringComparison.Ordinal))
                continue;
            Assert.All(schema.Properties, property =>
                Assert.False(
                    string.IsNullOrWhiteSpace(property.Value.Description ?? property.Value.Items?.Description)
                        && property.Value.Reference is null
                        && name != "errors",
                    $"{name}.{property.Key} has no description"));
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere_inside_the_document()
    {
        foreach (Match reference in References().Matches(SpecFile.Text))
        {
            string[] parts = reference.Groups[1].Value.Split('/');
            bool found = parts[0] switch
            {
                "schemas" => SpecFile.Document.Components.Schemas.ContainsKey(parts[1]),
                "parameters" => SpecFile.Document.Components.Parameters.ContainsKey(parts[1]),
                "responses" => SpecFile.Document.Components.Responses.ContainsKey(parts[1]),
                "headers" => SpecFile.Document.Components.Headers.ContainsKey(parts[1]),
                _ => false,
            };
            Assert.True(found, $"{reference.Value} leads nowhere");
        }

        Assert.Equal(AllReferences().Count(SpecFile.Text), References().Count(SpecFile.Text));
    }

    [Fact]
    public void Every_extension_is_explained_and_every_explained_extension_is_used()
    {
        string[] used =
        [
            .. Extensions().Matches(SpecFile.Text + SpecFile.Overlay)
                .Select(match => match.Groups[1].Value)
                .Append(ForOthers)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        string[] explained =
        [
            .. Explained().Matches(SpecFile.Readme).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal),
        ];
        Assert.Equal(explained, used);
    }

    [Fact]
    public void Every_entry_of_the_overlay_has_a_reason_and_mends_something_of_our_description() => Assert.Empty(SpecFile.OverlayProblems);

    [GeneratedRegex(@"\$ref: '#/components/([^']+)'")]
    private static partial Regex References();

    [GeneratedRegex(@"\$ref:")]
    private static partial Regex AllReferences();

    [GeneratedRegex(@"^\s*(x-[a-z-]+):", RegexOptions.Multiline)]
    private static partial Regex Extensions();

    [GeneratedRegex(@"^\| `(x-[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Explained();
}
