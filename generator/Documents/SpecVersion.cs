using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>Tells OpenAPI 3.0 from what else a document may be.</summary>
internal static class SpecVersion
{
    /// <summary>What is wrong with the version; null for OpenAPI 3.0.</summary>
    public static PlacedProblem? Problem(SpecMapping root)
    {
        if (root.Find("openapi") is SpecScalar version)
            return IsSupported(version.Text) ? null : Unsupported(version, $"OpenAPI {version.Text}");
        if (root.Find("swagger") is SpecScalar swagger)
            return Unsupported(swagger, $"Swagger (OpenAPI) {swagger.Text}");
        throw SpecReadException.Unreadable(
            root.Members.Count == 0 ? root.Span : root.Members[0].Key.Span, "it has no 'openapi' key, which every OpenAPI description has");
    }

    private static bool IsSupported(string version) => version == "3.0" || version.StartsWith("3.0.", StringComparison.Ordinal);

    private static PlacedProblem Unsupported(SpecScalar version, string name) =>
        new(DescriptionRules.UnsupportedVersion, version.Span, [DiagnosticInfo.OneLine(name)]);
}
