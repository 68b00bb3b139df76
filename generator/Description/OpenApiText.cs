using Microsoft.OpenApi.Models;
using Microsoft.OpenApi.Readers;
using Microsoft.OpenApi.Validations;

namespace Outreach.Bulk.Generator.Description;

/// <summary>The one place that knows Microsoft.OpenApi.Readers: text in, a document or a reason out.</summary>
internal static class OpenApiText
{
    // A trimmed document has no references; should one slip in, the reader is given no stream or host to follow it to.
    private static readonly OpenApiReaderSettings s_settings = new()
    {
        ReferenceResolution = ReferenceResolutionSetting.DoNotResolveReferences,
        LoadExternalRefs = false,
        RuleSet = ValidationRuleSet.GetEmptyRuleSet(),
    };

    /// <summary>Reads a trimmed document.</summary>
    /// <returns>The document, or why the reader makes nothing of it.</returns>
    public static (OpenApiDocument? Document, string Problem) Read(string text)
    {
        try
        {
            OpenApiDocument document = new OpenApiStringReader(s_settings).Read(text, out OpenApiDiagnostic problems);
            return document.Paths is not null && problems.Errors.Count == 0
                ? (document, "")
                : (null, problems.Errors.FirstOrDefault()?.ToString() ?? "it has no paths");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The reader throws whatever it meets on what it does not expect; each is a reason for the same diagnostic.
            return (null, exception.Message);
        }
    }
}
