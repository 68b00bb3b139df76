using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>Tells OpenAPI 3.0 from what else a document may be.</summary>
internal static class SpecVersion
{
    /// <summary>What is wrong with the version; null for OpenAPI 3.0.</summary>
    public static PlacedProblem? Problem(SpecMapping root)
    {
        if ((root.Find("openapi") ?? root.Find("swagger")) is not { } version)
        {
            SpecScalar? nearly = root.Members.Select(member => member.Key)
                .FirstOrDefault(key => Keywords.OfDocuments.Meant(key.Text) is "openapi");
            throw nearly is not null ? SpecReadException.Unreadable(nearly.Span, $"it has '{nearly.Text}' for 'openapi'")
                : SpecReadException.Unreadable(
                    root.Members.Count == 0 ? root.Span : root.Members[0].Key.Span,
                    "it has no 'openapi' key, which every OpenAPI description has");
        }

        bool isOpenApi = root.Find("openapi") is not null;
        if (version is not SpecScalar { IsNull: false } said || string.IsNullOrWhiteSpace(said.Text))
        {
            string name = isOpenApi ? "openapi" : "swagger";
            throw SpecReadException.Unreadable(version.Span, $"its '{name}' is {version.Kind}, and a version such as 3.0.3 is expected");
        }

        return isOpenApi && IsSupported(said.Text)
            ? null
            : Unsupported(said, isOpenApi ? $"OpenAPI {said.Text}" : $"Swagger (OpenAPI) {said.Text}");
    }

    private static bool IsSupported(string version) => version == "3.0" || version.StartsWith("3.0.", StringComparison.Ordinal);

    private static PlacedProblem Unsupported(SpecScalar version, string name) =>
        new(DescriptionRules.UnsupportedVersion, version.Span, [DiagnosticInfo.OneLine(name)]);
}
