using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi.Any;
using Microsoft.OpenApi.Interfaces;
using Microsoft.OpenApi.Models;
using Microsoft.OpenApi.Readers;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Overlays;
using Outreach.Bulk.Generator.Reading;
using SourceText = Microsoft.CodeAnalysis.Text.SourceText;

namespace Outreach.Bulk.Spec.Tests;

/// <summary>The description under its overlay as Microsoft.OpenApi.Readers reads it, and the tables of facts it is held against.</summary>
internal static class SpecFile
{
    private static readonly Lazy<(OpenApiDocument, OpenApiDiagnostic)> s_read = new(() =>
    {
        OpenApiDocument document = new OpenApiStringReader().Read(Overlaid(), out OpenApiDiagnostic diagnostic);
        return (document, diagnostic);
    });

    public static OpenApiDocument Document => s_read.Value.Item1;

    public static OpenApiDiagnostic Diagnostic => s_read.Value.Item2;

    public static string Text => File.ReadAllText(PathOf("spec/outreach-bulk.yml"));

    public static string Overlay => File.ReadAllText(PathOf("spec/overlay.yml"));

    /// <summary>What is wrong with the overlay and in the words of ours, in whatever part: in a user's, this would be reported.</summary>
    public static IReadOnlyList<string> OverlayProblems
    {
        get
        {
            PlacedProblems problems = new();
            AppliedOverlay overlay = Laid(isPacked: false);
            SpecMapping root = OverlayApplier.Apply(Root(), [overlay], problems, TestContext.Current.CancellationToken);
            new ExtensionCheck(root, problems).Report(everywhere: true);
            return
            [
                .. overlay.Problems.Concat(problems.ToEquatableArray())
                    .Select(problem => $"{problem.Rule.Id}: {string.Join(", ", problem.Arguments)}"),
            ];
        }
    }

    public static string Readme => File.ReadAllText(PathOf("spec/README.md"));

    public static IEnumerable<(string Path, OperationType Method, OpenApiOperation Operation)> Operations =>
        from path in Document.Paths
        from operation in path.Value.Operations
        select (path.Key, operation.Key, operation.Value);

    /// <summary>The rows of a table of facts, in ordinal order.</summary>
    public static string[] Facts(string name) =>
    [
        .. File.ReadLines(PathOf($"Facts/{name}.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Order(StringComparer.Ordinal),
    ];

    public static bool Flag(IOpenApiExtensible element, string name) =>
        element.Extensions.TryGetValue(name, out IOpenApiExtension? value) && value is OpenApiBoolean { Value: true };

    public static string? Word(IOpenApiExtensible element, string name) =>
        element.Extensions.TryGetValue(name, out IOpenApiExtension? value) ? (value as OpenApiString)?.Value : null;

    public static IReadOnlyList<string> Words(IOpenApiExtensible element, string name) =>
        element.Extensions.TryGetValue(name, out IOpenApiExtension? value) && value is OpenApiArray array
            ? [.. array.OfType<OpenApiString>().Select(word => word.Value)]
            : [];

    public static OpenApiObject? Map(IOpenApiExtensible element, string name) =>
        element.Extensions.TryGetValue(name, out IOpenApiExtension? value) ? value as OpenApiObject : null;

    private static string Overlaid() =>
        ToJson(OverlayApplier.Apply(Root(), [Laid(isPacked: true)], new(), default))!.ToJsonString();

    private static JsonNode? ToJson(SpecNode node) => node switch
    {
        SpecMapping map => new JsonObject(map.Members.Select(member => KeyValuePair.Create(member.Key.Text, ToJson(member.Value)))),
        SpecSequence list => new JsonArray([.. list.Items.Select(ToJson)]),
        SpecScalar { IsText: false } flag when CoreSchema.Flag(flag) is { } value => JsonValue.Create(value),
        SpecScalar { IsText: false } number when long.TryParse(number.Text, CultureInfo.InvariantCulture, out long value) =>
            JsonValue.Create(value),
        _ => JsonValue.Create(((SpecScalar)node).Text),
    };

    private static SpecMapping Root() => (SpecMapping)SpecReader.Read(SourceText.From(Text), isJson: false, default);

    private static AppliedOverlay Laid(bool isPacked) => new(OverlayDocument.Of(SourceText.From(Overlay), isJson: false, default), 1, isPacked);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
