using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>Brings the CSV files of a project together with the resources of its description.</summary>
internal sealed class CsvHeaderModelBuilder
{
    private readonly Dictionary<string, string> _resourcesByName;
    private readonly NameClaims _stems = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ScopedCsvHeader> _scoped = [];
    private readonly List<DiagnosticInfo> _problems = [];

    private CsvHeaderModelBuilder(ApiModel api) => _resourcesByName = api.Imports
        .Select(import => import.Resource)
        .Distinct()
        .ToDictionary(resource => Identifier.Pascal(resource) ?? resource, StringComparer.OrdinalIgnoreCase);

    public static CsvHeaderModels Build(ApiModel? api, EquatableArray<EmissionScope> scopes, EquatableArray<CsvHeader> headers)
    {
        EquatableArray<DiagnosticInfo> failures = headers.Select(header => header.Failure).OfType<DiagnosticInfo>().ToEquatableArray();
        if (api is null)
            return new([], failures);
        CsvHeaderModelBuilder builder = new(api);
        builder._problems.AddRange(failures);
        headers = headers.Where(header => header.Failure is null).ToEquatableArray();
        foreach (CsvHeader header in headers)
        {
            if (CsvHeaderModel.StemOf(header.Path) is { } stem)
                builder._stems.Claim(stem, header.Path);
        }

        foreach (EmissionScope scope in scopes)
        {
            HashSet<string> taken = TypeNames.GeneratedFor(api);
            taken.UnionWith(scope.Clients);
            foreach (CsvHeader header in headers)
                builder.Add(scope, header, taken);
        }

        return new(builder._scoped.ToEquatableArray(), builder._problems.Distinct().ToEquatableArray());
    }

    private void Add(EmissionScope scope, CsvHeader header, HashSet<string> taken)
    {
        string file = CsvHeaderModel.FileOf(header.Path);
        if (CsvHeaderModel.StemOf(header.Path) is not { } stem)
        {
            Refuse(CsvRules.FileWithoutName, header, file, "it has no letter or digit to make a C# name of");
        }
        else if (_stems.IsContested(stem))
        {
            Refuse(
                CsvRules.FileWithoutName,
                header,
                file,
                $"{Others(header, stem)} would give types of the same names, '{CsvHeaderModel.HeaderTypeOf(stem)}' and "
                    + $"'{CsvHeaderModel.MappingTypeOf(stem)}'");
        }
        else if (taken.Contains(CsvHeaderModel.HeaderTypeOf(stem)) || taken.Contains(CsvHeaderModel.MappingTypeOf(stem)))
        {
            Refuse(
                CsvRules.FileWithoutName,
                header,
                file,
                $"'{CsvHeaderModel.HeaderTypeOf(stem)}' or '{CsvHeaderModel.MappingTypeOf(stem)}' is the name of something else already");
        }
        else if (!_resourcesByName.TryGetValue(Identifier.Pascal(header.Resource) ?? "", out string resource))
        {
            Refuse(CsvRules.UnknownModel, header, header.Resource, Resources());
        }
        else
        {
            _scoped.Add(new(scope, new(stem, file, resource, header.Columns, header.Members)));
        }
    }

    private void Refuse(DiagnosticDescriptor rule, CsvHeader header, params string[] arguments) =>
        _problems.Add(DiagnosticInfo.Create(rule, FilePlace.StartOf(header.Path), arguments));

    private string Others(CsvHeader header, string stem) =>
        NamingProblems.Quoted(_stems.ClaimantsOf(stem).Where(path => path != header.Path).DefaultIfEmpty(header.Path));

    private string Resources() => _resourcesByName.Count == 0
        ? "the description has no import of a file"
        : string.Join(", ", _resourcesByName.Keys.OrderBy(name => name, StringComparer.Ordinal));
}
