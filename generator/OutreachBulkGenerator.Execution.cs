using System.Globalization;
using Input = (Outreach.Bulk.Generator.Result<Outreach.Bulk.Generator.ApiModel> Model, Outreach.Bulk.Generator.EquatableArray<Outreach.Bulk.Generator.EmissionScope> Scopes);

namespace Outreach.Bulk.Generator;

/// <summary>The pipeline's steps that only hand over to a stage.</summary>
public sealed partial class OutreachBulkGenerator
{
    // The analyzer says what is wrong, at its place. But the compiler runs no analyzer on a project with declarations that
    // don't compile, and without the generated types many don't; so a description that gives nothing is reported here too.
    private static Result<ApiDescription> Describe(Result<DescriptionSources> choice, CancellationToken cancellationToken)
    {
        if (choice.Value is not { } sources)
            return new(null, choice.Diagnostics);
        DescriptionReading reading = DescriptionReading.Of(sources, cancellationToken);
        if (reading.Fatal is not { } fatal)
            return new(reading.Description, []);
        string reason = string.Format(CultureInfo.InvariantCulture, fatal.Rule.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fatal.Arguments]);
        return new(null, [new(DescriptionRules.NothingGenerated, sources.PlaceOf(fatal.Span), [fatal.Rule.Id, reason])]);
    }

    private static Result<ApiModel> Name(Result<ApiDescription> description, CancellationToken cancellationToken) =>
        description.Value is { } value ? new(ApiModelBuilder.Build(value, cancellationToken).Model, []) : new(null, description.Diagnostics);

    private static IEnumerable<DiagnosticInfo> Diagnostics(Input input, CancellationToken cancellationToken) =>
        input.Model.Value is { } api
            ? input.Model.Diagnostics.Concat(input.Scopes.SelectMany(scope => ClientModel.Problems(api, scope)))
            : input.Model.Diagnostics;

    private static IEnumerable<FileUnit<ActionsModel>> Actions(Input input, CancellationToken cancellationToken) =>
        Units(input, (api, _) => ActionsModel.Of(api.Actions));

    private static IEnumerable<FileUnit<ImportModel>> Imports(Input input, CancellationToken cancellationToken) =>
        Units(input, (api, _) => api.Imports);

    private static IEnumerable<FileUnit<UpsertModel>> Upserts(Input input, CancellationToken cancellationToken) =>
        Units(input, (api, _) => api.Upserts);

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
            : input.Scopes.SelectMany(scope => contents(api, scope), (scope, content) => new FileUnit<T>(scope, FileOrigin.Of(api.Stamp), content));
}
