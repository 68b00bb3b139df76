using Microsoft.CodeAnalysis;
using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>Reads what a description says about bulk actions into <see cref="ApiDescription"/>.</summary>
internal static class DescriptionReader
{
    private const string ActionRoot = "/batches/actions/";

    public static Result<ApiDescription> Read(Result<DescriptionFile> choice, CancellationToken cancellationToken) =>
        choice.Value is null ? new(null, choice.Diagnostics) : Read(choice.Value, cancellationToken);

    private static Result<ApiDescription> Read(DescriptionFile file, CancellationToken cancellationToken)
    {
        if (IsBlank(file))
            return Refuse(DescriptionRules.Empty, file.Path);
        (OpenApiDocument? document, string problem) = OpenApiText.Read(file.Text);
        if (document is null)
            return Refuse(DescriptionRules.Unreadable, file.Path, problem);

        cancellationToken.ThrowIfCancellationRequested();
        EquatableArray<ActionDescription> actions = document.Paths
            .Where(path => IsAction(path.Key) && path.Value.Operations.ContainsKey(OperationType.Post))
            .OrderBy(path => path.Key, StringComparer.Ordinal)
            .Select(path => ActionReader.Read(path.Key[ActionRoot.Length..], path.Key[1..], path.Value.Operations[OperationType.Post]))
            .ToEquatableArray();
        if (actions.Count == 0)
            return Refuse(DescriptionRules.NoBulkActions, file.Path);

        cancellationToken.ThrowIfCancellationRequested();
        DescriptionStamp stamp = new(document.Info?.Title ?? "", document.Info?.Version ?? "");
        return new(new(stamp, file.Path, actions, ReadModels(document, actions)), []);
    }

    // Only models that an action acts on or takes the fields of: an edit elsewhere must change nothing here.
    private static EquatableArray<ModelDescription> ReadModels(OpenApiDocument document, EquatableArray<ActionDescription> actions)
    {
        IDictionary<string, OpenApiSchema> schemas = document.Components?.Schemas ?? new Dictionary<string, OpenApiSchema>();
        return actions
            .SelectMany(action => new[] { ModelPrefix.Of(action.Name).Model, action.Body.FieldsOf })
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(schemas.ContainsKey)
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => ModelReader.Read(name, schemas))
            .ToEquatableArray();
    }

    private static bool IsAction(string path) =>
        path.StartsWith(ActionRoot, StringComparison.Ordinal)
        && path.Length > ActionRoot.Length
        && path.IndexOf('/', ActionRoot.Length) < 0
        && path.IndexOf('{') < 0;

    private static bool IsBlank(DescriptionFile file)
    {
        for (int i = 0; i < file.Text.Length; i++)
        {
            if (!char.IsWhiteSpace(file.Text[i]))
                return false;
        }

        return true;
    }

    private static Result<ApiDescription> Refuse(DiagnosticDescriptor rule, string path, params string[] reason) =>
        new(null, [DiagnosticInfo.Create(rule, path, [path, .. reason])]);
}
