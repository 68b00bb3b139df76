using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator;

/// <summary>What will be emitted of the CSV files, and why something is not.</summary>
/// <param name="Units">The files to emit.</param>
/// <param name="Problems">What gives none.</param>
internal sealed record HeaderModels(EquatableArray<FileUnit<HeaderModel>> Units, EquatableArray<DiagnosticInfo> Problems);

/// <summary>Brings the CSV files of a project together with the models of its description.</summary>
internal sealed class HeaderModelBuilder
{
    private readonly Dictionary<string, string> _modelsByName;
    private readonly NameClaims _stems = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FileUnit<HeaderModel>> _units = [];
    private readonly List<DiagnosticInfo> _problems = [];

    private HeaderModelBuilder(ApiModel api) => _modelsByName = api.Imports
        .Select(import => import.Model)
        .Distinct()
        .ToDictionary(model => Identifier.Pascal(model) ?? model, StringComparer.OrdinalIgnoreCase);

    public static HeaderModels Build(ApiModel api, EquatableArray<EmissionScope> scopes, EquatableArray<HeaderSample> samples)
    {
        HeaderModelBuilder builder = new(api);
        foreach (HeaderSample sample in samples)
        {
            if (HeaderModel.StemOf(sample.Path) is { } stem)
                builder._stems.Claim(stem, sample.Path);
        }

        foreach (EmissionScope scope in scopes)
        {
            HashSet<string> taken = ClientModel.TakenNames(api);
            taken.UnionWith(scope.Clients);
            foreach (HeaderSample sample in samples)
                builder.Add(scope, sample, taken);
        }

        return new(builder._units.ToEquatableArray(), builder._problems.Distinct().ToEquatableArray());
    }

    private void Add(EmissionScope scope, HeaderSample sample, HashSet<string> taken)
    {
        string file = HeaderModel.FileOf(sample.Path);
        if (sample.Failure is not null)
            _problems.Add(sample.Failure);
        else if (HeaderModel.StemOf(sample.Path) is not { } stem)
            Refuse(CsvRules.FileWithoutName, sample, file, "it has no letter or digit to make a C# name of");
        else if (_stems.IsContested(stem))
            Refuse(CsvRules.FileWithoutName, sample, file, $"{Others(sample, stem)} would give types of the same names, '{HeaderModel.HeaderTypeOf(stem)}' and '{HeaderModel.MappingTypeOf(stem)}'");
        else if (taken.Contains(HeaderModel.HeaderTypeOf(stem)) || taken.Contains(HeaderModel.MappingTypeOf(stem)))
            Refuse(CsvRules.FileWithoutName, sample, file, $"'{HeaderModel.HeaderTypeOf(stem)}' or '{HeaderModel.MappingTypeOf(stem)}' is the name of something else already");
        else if (!_modelsByName.TryGetValue(Identifier.Pascal(sample.Model) ?? "", out string model))
            Refuse(CsvRules.UnknownModel, sample, sample.Model, Models());
        else
            _units.Add(new(scope, FileOrigin.OfCsv(file), new(stem, file, model, sample.Columns, sample.Members)));
    }

    private void Refuse(DiagnosticDescriptor rule, HeaderSample sample, params string[] arguments) =>
        _problems.Add(DiagnosticInfo.Create(rule, FilePlace.StartOf(sample.Path), arguments));

    private string Others(HeaderSample sample, string stem) =>
        ProblemList.Quoted(_stems.ClaimantsOf(stem).Where(path => path != sample.Path).DefaultIfEmpty(sample.Path));

    private string Models() => _modelsByName.Count == 0
        ? "the description has no import of a file"
        : string.Join(", ", _modelsByName.Keys.OrderBy(name => name, StringComparer.Ordinal));
}
