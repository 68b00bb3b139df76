using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>
/// Takes out of a description what is needed of it, with references written out, as a small document for the OpenAPI
/// reader: the bulk actions, and the schemas of the resources they act on. What is not needed is not looked at.
/// </summary>
internal sealed class DescriptionTrimmer
{
    private readonly SpecMapping _root;
    private readonly ResourceTable _table;
    private readonly PlacedProblems _problems;
    private readonly NamedPlaces _places;
    private readonly ReferenceResolver _references;
    private readonly JsonWriter _json = new();
    private readonly SchemaTrimmer _schemas;
    private readonly ExtensionCheck _extensions;
    private readonly BodyTrimmer _bodies;
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);
    private readonly List<NearMiss> _nearMisses = [];

    private DescriptionTrimmer(SpecMapping root, ResourceTable table, PlacedProblems problems, NamedPlaces places)
    {
        _table = table;
        _root = root;
        _problems = problems;
        _places = places;
        _references = new(root, problems);
        _extensions = new(root, problems);
        _schemas = new(_json, _references, _extensions, problems, places);
        _bodies = new(_json, _schemas, problems);
    }

    /// <summary>Trims a document.</summary>
    /// <param name="root">The document, after its overlays.</param>
    /// <param name="table">The resources.</param>
    /// <param name="hasUnknownWords">Whether it or an overlay has words that seem to be ours and are none.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    /// <param name="places">Takes where things stand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A small OpenAPI document; null when there are no bulk actions in it, which was reported.</returns>
    public static TrimmedDescription? Of(
        SpecMapping root, ResourceTable table, bool hasUnknownWords, PlacedProblems problems, NamedPlaces places,
        CancellationToken cancellationToken) =>
        new DescriptionTrimmer(root, table, problems, places).Write(hasUnknownWords, cancellationToken);

    private TrimmedDescription? Write(bool hasUnknownWords, CancellationToken cancellationToken)
    {
        if (!_root.TryFind("paths", out SpecMember? paths))
        {
            SpecScalar? nearly = _root.Members.Select(member => member.Key)
                .FirstOrDefault(key => Keywords.OfDocuments.Meant(key.Text) is "paths"
                    || string.Equals(key.Text, "path", StringComparison.OrdinalIgnoreCase));
            _problems.Add(
                DescriptionRules.NoBulkActions,
                nearly?.Span ?? default,
                nearly is null ? "it has no 'paths'" : $"it has '{nearly.Text}' for 'paths'");
            return null;
        }

        _json.OpenMap().Key("openapi").Text("3.0.3");
        WriteInfo();
        _json.Key("paths").OpenMap();
        bool hasActions = false;
        foreach ((SpecScalar path, SpecMapping item, SpecMapping operation) in Operations(paths))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasActions |= OperationPath.IsBulkAction(path.Text);
            WriteOperation(path, item, operation);
        }

        if (!hasActions)
        {
            _problems.Add(DescriptionRules.NoBulkActions, paths.Key.Span, NearestOperations());
            return null;
        }

        _json.CloseMap();
        WriteModels();
        _extensions.CheckKeywords(_root, Keywords.OfDocuments);
        if (_root.Find("components") is SpecMapping components)
            _extensions.CheckKeywords(components, Keywords.OfComponents);
        foreach (NearMiss miss in _nearMisses)
            _problems.Add(DescriptionRules.NearMiss, miss.Name.Span, miss.What, miss.Remedy);
        _extensions.Report(everywhere: hasUnknownWords);
        return _json.CloseMap().ToDescription();
    }

    private string NearestOperations()
    {
        const int most = 3;
        return _nearMisses.Count == 0
            ? "nor one that comes near"
            : "nearly one: " + string.Join(", ", _nearMisses.Take(most).Select(miss => miss.Short))
                + (_nearMisses.Count > most ? FormattableString.Invariant($" and {_nearMisses.Count - most} more") : "");
    }

    private void WriteInfo()
    {
        SpecMapping? info = _root.Find("info") as SpecMapping;
        _json.Key("info").OpenMap();
        foreach (string name in new[] { "title", "version" })
            _json.Key(name).Text((info?.Find(name) as SpecScalar)?.Text ?? "");
        _json.CloseMap();
    }

    private IEnumerable<(SpecScalar Path, SpecMapping Item, SpecMapping Operation)> Operations(SpecMember paths)
    {
        if (_schemas.Expect<SpecMapping>(paths.Value, "paths") is not { } map)
            yield break;
        foreach (SpecMember path in map.Members)
        {
            if (!OperationPath.IsBulkAction(path.Key.Text) && !OperationPath.IsImport(path.Key.Text))
            {
                AddNearMiss(NearMiss.OfPath(path.Key, path.Value));
                continue;
            }

            if (_references.Resolve(path.Value) is not { } resolved
                || _schemas.Expect<SpecMapping>(resolved, path.Key.Text) is not { } item)
            {
                continue;
            }

            AddNearMiss(NearMiss.OfMethod(path.Key, item));
            if (item.Find("post") is { } post && _schemas.Expect<SpecMapping>(post, "post") is { } operation)
                yield return (path.Key, item, operation);
        }
    }

    private void AddNearMiss(NearMiss? miss)
    {
        if (miss is not null)
            _nearMisses.Add(miss);
    }

    private void WriteOperation(SpecScalar path, SpecMapping item, SpecMapping operation)
    {
        string action = OperationPath.Name(path.Text);
        _places.Add(action, path.Span);
        SpecNode? named = operation.Find(Extension.Name);
        if (named is not null)
            _places.Add(NamedPlaces.Member(action, Extension.Name), named.Span);
        string model = _table.Find((named is null ? null : ExtensionFaults.Name(named)) ?? action).Resource;
        _models.Add(model);
        _json.Key(path).OpenMap().Key("post").OpenMap();
        foreach (string name in new[] { "summary", "description" })
        {
            if (_schemas.Scalar(operation, name) is { } text && !(name == "summary" && VendorConventions.RepeatsName(text.Text, action)))
                _json.Key(name).Prose(Prose.Read(text.Text).Text);
        }

        bool isInDoubt = operation.Members.Where(member => member.Key.Text != Extension.Effect).Concat(item.Members).Any(StatesEffect);
        _schemas.WriteExtensions(operation, except: isInDoubt ? Extension.Effect : null);
        _extensions.CheckKeywords(operation, Keywords.OfOperations);
        if (isInDoubt)
            _json.Key(Extension.Effect).ExtensionText(SchemaTrimmer.UnknownEffect);
        WriteParameters(action, item, operation);
        if (operation.Find("requestBody") is { } body
            && _references.Resolve(body) is { } resolved
            && _schemas.Expect<SpecMapping>(resolved, "requestBody") is { } requestBody)
        {
            if (_bodies.Write(requestBody, action, model) is { } fieldsOf)
                _models.Add(fieldsOf);
        }

        _json.Key("responses").OpenMap().CloseMap().CloseMap().CloseMap();
    }

    // With a slip in the word, or on the path: reported, and on the safe side until it is corrected, whatever else names the effect. The
    // package's own overlay does for each action that it knows.
    private static bool StatesEffect(SpecMember member) =>
        ExtensionVocabulary.IsOurs(member.Key.Text) && ExtensionVocabulary.Nearest(member.Key.Text) == Extension.Effect;

    // An operation's own parameter stands before one that its path gives to all operations.
    private void WriteParameters(string action, SpecMapping item, SpecMapping operation)
    {
        SpecMapping[] parameters = [.. new[] { operation, item }
            .Select(owner => owner.Find("parameters"))
            .OfType<SpecNode>()
            .Select(list => _schemas.Expect<SpecSequence>(list, "parameters"))
            .OfType<SpecSequence>()
            .SelectMany(list => list.Items)
            .Select(_references.Resolve)
            .OfType<SpecMapping>()];
        SpecMapping? actionParams = Array.Find(parameters, IsActionParams);
        if (actionParams is null)
            ReportNearParameter(action, parameters);
        if (SchemaOf(actionParams) is not { } schema)
            return;
        _json.Key("parameters").OpenList().OpenMap().Key("name").Text(WellKnown.ActionParams).Key("in").Text("query").Key("schema");
        _schemas.WriteObject(schema, action, ExtensionPlace.Other);
        _json.CloseMap().CloseList();
    }

    private static bool IsActionParams(SpecMapping parameter) =>
        parameter.Find("name") is SpecScalar { Text: WellKnown.ActionParams } && parameter.Find("in") is SpecScalar { Text: "query" };

    // OpenAPI has a parameter's schema in it, or in the one media type of its content.
    private static SpecNode? SchemaOf(SpecMapping? parameter) => parameter?.Find("schema")
        ?? (parameter?.Find("content") is SpecMapping { Members: [{ Value: SpecMapping content }, ..] } ? content.Find("schema") : null);

    private void ReportNearParameter(string action, SpecMapping[] parameters)
    {
        SpecScalar? nearly = parameters.Select(parameter => parameter.Find("name")).OfType<SpecScalar>()
            .FirstOrDefault(name => name.Text.StartsWith(WellKnown.ActionParams, StringComparison.OrdinalIgnoreCase));
        if (nearly is not null)
        {
            _problems.AddShape(
                nearly.Span,
                $"The parameter '{nearly.Text}' of '{action}' is nearly '{WellKnown.ActionParams}'",
                "one of that name in 'query', whose schema has all of them");
        }
    }

    private void WriteModels()
    {
        SpecScalar? first = null;
        _json.Key("components").OpenMap().Key("schemas").OpenMap();
        if ((_root.Find("components") as SpecMapping)?.Find("schemas") is SpecMapping schemas)
        {
            foreach (string model in _models)
            {
                if (!schemas.TryFind(model, out SpecMember? schema))
                {
                    ReportNearSchema(model, "a model", schemas);
                    continue;
                }

                if (_models.Any(other => model == WellKnown.RelationshipsOf(other)))
                    continue;
                _places.Add(model, schema.Key.Span);
                _json.Key(schema.Key);
                if (_schemas.WriteObject(schema.Value, model, ExtensionPlace.Model))
                    first ??= schema.Key;
                if (schemas.Find(WellKnown.RelationshipsOf(model)) is { } relationships)
                    new RelationshipTrimmer(schemas, _json, _schemas, _places).Write(relationships, model);
                else
                    ReportNearSchema(WellKnown.RelationshipsOf(model), "a model's relationships", schemas);
            }
        }

        _json.CloseMap().CloseMap();
        if (_bodies.AreVendors && first is not null && !_schemas.HasMarks)
            _problems.Add(DescriptionRules.NoBadges, first.Span);
    }

    private void ReportNearSchema(string name, string of, SpecMapping schemas)
    {
        SpecScalar? nearly = schemas.Members.Select(member => member.Key)
            .FirstOrDefault(key => string.Equals(key.Text, name, StringComparison.OrdinalIgnoreCase));
        if (nearly is not null)
            _problems.AddShape(nearly.Span, $"The schema '{nearly.Text}' is nearly that of {of}", $"'{name}'", "It was not read");
    }
}
