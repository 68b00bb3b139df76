using Microsoft.CodeAnalysis.Text;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Models;
using Microsoft.OpenApi.Readers;
using Microsoft.OpenApi.Validations;

namespace Outreach.Bulk.Generator;

/// <summary>The one place that knows Microsoft.OpenApi.Readers: text in, document or a reason out.</summary>
internal static class OpenApiText
{
    // References are resolved inside the document only; the reader is never given a stream or host to follow others to.
    private static readonly OpenApiReaderSettings s_settings = new()
    {
        ReferenceResolution = ReferenceResolutionSetting.ResolveLocalReferences,
        LoadExternalRefs = false,
        RuleSet = ValidationRuleSet.GetEmptyRuleSet(),
    };

    /// <summary>Reads a document. Problems outside of what is needed are none of ours, so only a document without paths is refused.</summary>
    /// <returns>The document, or why it cannot be read.</returns>
    public static (OpenApiDocument? Document, string Problem) Read(SourceText text)
    {
        OpenApiDocument document;
        OpenApiDiagnostic problems;
        try
        {
            document = new OpenApiStringReader(s_settings).Read(JsonEscapes.JoinSurrogates(text.ToString()), out problems);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The reader throws whatever it meets on a document that is none; each is a reason for the same diagnostic.
            return (null, exception.Message);
        }

        if (problems.SpecificationVersion != OpenApiSpecVersion.OpenApi3_0)
            return (null, "it is OpenAPI (Swagger) 2.0");
        if (document.Paths is null)
            return (null, problems.Errors.FirstOrDefault()?.Message ?? "it has no paths");
        return (document, "");
    }
}
