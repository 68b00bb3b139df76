using Input = (Outreach.Bulk.Generator.Result<Outreach.Bulk.Generator.ApiModel> Model, Outreach.Bulk.Generator.EquatableArray<Outreach.Bulk.Generator.EmissionScope> Scopes);

namespace Outreach.Bulk.Generator;

/// <summary>The pipeline's last steps: a model and the scopes in, files out.</summary>
public sealed partial class OutreachBulkGenerator
{
    private static IEnumerable<DiagnosticInfo> Diagnostics(Input input, CancellationToken cancellationToken) =>
        input.Model.Value is { } api
            ? input.Model.Diagnostics.Concat(input.Scopes.SelectMany(scope => ClientModel.Problems(api, scope)))
            : input.Model.Diagnostics;

    private static IEnumerable<FileUnit<ActionModel>> Actions(Input input, CancellationToken cancellationToken) =>
        Units(input, (api, _) => api.Actions);

    private static IEnumerable<FileUnit<FilterModel>> Filters(Input input, CancellationToken cancellationToken) =>
        Units(input, (api, _) => api.Filters);

    private static IEnumerable<FileUnit<FieldsModel>> Fields(Input input, CancellationToken cancellationToken) =>
        Units(input, (api, _) => api.Fields);

    private static IEnumerable<FileUnit<GroupModel>> Groups(Input input, CancellationToken cancellationToken) =>
        Units(input, (api, _) => api.Groups);

    private static IEnumerable<FileUnit<ClientModel>> Clients(Input input, CancellationToken cancellationToken) =>
        Units(input, ClientModel.Of);

    private static IEnumerable<FileUnit<T>> Units<T>(Input input, Func<ApiModel, EmissionScope, IEnumerable<T>> contents)
        where T : class, IFileModel, IEquatable<T> =>
        input.Model.Value is not { } api
            ? []
            : input.Scopes.SelectMany(scope => contents(api, scope), (scope, content) => new FileUnit<T>(scope, api.Stamp, content));
}
