using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>The files to emit, each by itself, so that a change rewrites the files it touches and no other.</summary>
internal static class EmittedFiles
{
    public static IEnumerable<FileUnit<ActionsFile>> Actions(EmissionInput input) =>
        Of(input, api => ActionsFile.Of(api.Actions), file => $"{file.Group.Name}.{file.Name}");

    public static IEnumerable<FileUnit<ImportModel>> Imports(EmissionInput input) =>
        Of(input, api => api.Imports, import => $"{import.Group.Name}.{import.Stem}");

    public static IEnumerable<FileUnit<UpsertModel>> Upserts(EmissionInput input) =>
        Of(input, api => api.Upserts, upsert => $"{upsert.Group.Name}.{upsert.Stem}");

    public static IEnumerable<FileUnit<FilterModel>> Filters(EmissionInput input) =>
        Of(input, api => api.Filters, filter => filter.TypeName);

    public static IEnumerable<FileUnit<FieldsModel>> Fields(EmissionInput input) => Of(input, api => api.Fields, fields => fields.TypeName);

    public static IEnumerable<FileUnit<GroupModel>> Groups(EmissionInput input) => Of(input, api => api.Groups, group => group.Name);

    public static IEnumerable<FileUnit<ChoiceModel>> Choices(EmissionInput input) =>
        Of(input, api => api.Choices, choice => choice.TypeName).Select(unit => unit with { Origin = FileOrigin.OfTypes });

    public static IEnumerable<FileUnit<ClientModel>> Clients(EmissionInput input, IReadOnlyList<ClientNames> clients)
    {
        if (input.Api.Value is not { } api)
            yield break;
        foreach (EmissionScope scope in input.Scopes)
        {
            // C# tells classes apart by case; Roslyn compares the names of generated files without it.
            HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
            IEnumerable<ClientNames> inScope = scope.Clients.Select(
                name => clients.First(client => client.Class.Namespace == scope.Namespace && client.Class.Name == name));
            foreach (ClientModel client in inScope.Select(client => ClientModel.TryCreate(api, client)).OfType<ClientModel>())
            {
                string name = names.Add(client.Name) ? client.Name : $"{client.Name}-{StableNumber.Of(client.Name):x8}";
                yield return new(scope, FileOrigin.Of(api.Stamp), name, client);
            }
        }
    }

    public static IEnumerable<FileUnit<CsvHeaderModel>> CsvHeaders(CsvHeaderModels headers) => headers.Scoped
        .Select(each => new FileUnit<CsvHeaderModel>(
            each.Scope, FileOrigin.OfCsv(each.Header.SourceFile), each.Header.MappingType, each.Header));

    private static IEnumerable<FileUnit<T>> Of<T>(EmissionInput input, Func<ApiModel, IEnumerable<T>> contents, Func<T, string> name)
        where T : class, IEquatable<T> =>
        input.Api.Value is not { } api
            ? []
            : input.Scopes.SelectMany(
                _ => contents(api),
                (scope, content) => new FileUnit<T>(scope, FileOrigin.Of(api.Stamp), name(content), content));
}
