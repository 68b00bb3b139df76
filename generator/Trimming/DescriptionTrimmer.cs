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
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);

    private DescriptionTrimmer(SpecMapping root, ResourceTable table, PlacedProblems problems, NamedPlaces places)
    {
        _table = table;
        _root = root;
        _problems = problems;
        _places = places;
        _references = new(root, problems);
        _schemas = new(_json, _references, problems, places);
    }

    /// <summary>Trims a document.</summary>
    /// <returns>An OpenAPI document as JSON; null when there are no bulk actions in it, which was reported.</returns>
    public static string? Of(
        SpecMapping root, ResourceTable table, PlacedProblems problems, NamedPlaces places, CancellationToken cancellationToken) =>
        new DescriptionTrimmer(root, table, problems, places).Write(cancellationToken);

    private string? Write(CancellationToken cancellationToken)
    {
        if (!_root.TryFind("paths", out SpecMember? paths))
        {
            _problems.Add(DescriptionRules.NoBulkActions, default);
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
            _problems.Add(DescriptionRules.NoBulkActions, paths.Key.Span);
            return null;
        }

        _json.CloseMap();
        WriteModels();
        return _json.CloseMap().ToString();
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
                continue;
            if (_references.Resolve(path.Value) is not { } resolved
                || _schemas.Expect<SpecMapping>(resolved, path.Key.Text) is not { } item)
            {
                continue;
            }

            if (item.Find("post") is { } post && _schemas.Expect<SpecMapping>(post, "post") is { } operation)
                yield return (path.Key, item, operation);
        }
    }

    private void WriteOperation(SpecScalar path, SpecMapping item, SpecMapping operation)
    {
        string action = OperationPath.Name(path.Text);
        _places.Add(action, path.Span);
        string model = _table.Find((operation.Find(Extension.Name) as SpecScalar)?.Text ?? action).Resource;
        _models.Add(model);
        _json.Key(path).OpenMap().Key("post").OpenMap();
        foreach (string name in new[] { "summary", "description" })
        {
            if (_schemas.Scalar(operation, name) is { } text && !(name == "summary" && VendorConventions.RepeatsName(text.Text, action)))
                _json.Key(name).Text(Prose.Read(text.Text).Text);
        }

        _schemas.WriteExtensions(operation);
        WriteParameters(action, item, operation);
        if (operation.Find("requestBody") is { } body
            && _references.Resolve(body) is { } resolved
            && _schemas.Expect<SpecMapping>(resolved, "requestBody") is { } requestBody)
        {
            WriteBody(action, model, requestBody, mustHaveAttributes: OperationPath.IsBulkAction(path.Text));
        }

        _json.Key("responses").OpenMap().CloseMap().CloseMap().CloseMap();
    }

    // An operation's own parameter stands before one that its path gives to all operations.
    private void WriteParameters(string action, SpecMapping item, SpecMapping operation)
    {
        SpecMapping? actionParams = new[] { operation, item }
            .Select(owner => owner.Find("parameters"))
            .OfType<SpecNode>()
            .Select(parameters => _schemas.Expect<SpecSequence>(parameters, "parameters"))
            .OfType<SpecSequence>()
            .SelectMany(parameters => parameters.Items)
            .Select(_references.Resolve)
            .OfType<SpecMapping>()
            .FirstOrDefault(parameter =>
                parameter.Find("name") is SpecScalar { Text: WellKnown.ActionParams }
                    && parameter.Find("in") is SpecScalar { Text: "query" });
        if (actionParams?.Find("schema") is not { } schema)
            return;
        _json.Key("parameters").OpenList().OpenMap().Key("name").Text(WellKnown.ActionParams).Key("in").Text("query").Key("schema");
        _schemas.WriteObject(schema, action);
        _json.CloseMap().CloseList();
    }

    private void WriteBody(string action, string model, SpecMapping body, bool mustHaveAttributes)
    {
        SpecMapping? schema = (body.Find("content") as SpecMapping)?.Members
            .Select(content => (content.Value as SpecMapping)?.Find("schema"))
            .OfType<SpecNode>()
            .Select(_references.Resolve)
            .OfType<SpecMapping>()
            .FirstOrDefault();
        if (schema is null || Attributes(schema) is not { } attributes)
        {
            if (mustHaveAttributes)
                _problems.Add(DescriptionRules.UnsupportedShape, body.Span, $"The body of '{action}'", "a schema with data.attributes");
            return;
        }

        _json.Key("requestBody").OpenMap();
        if (body.Find("required") is { } required && _schemas.Flag(required, $"'required' of the body of '{action}'") is { } isRequired)
            _json.Key("required").Flag(isRequired);
        _json.Key("content").OpenMap().Key("application/vnd.api+json").OpenMap().Key("schema").OpenMap();
        _json.Key("properties").OpenMap().Key("data").OpenMap().Key("properties").OpenMap().Key("attributes");
        bool isVendors = VendorConventions.IsBody(schema);
        SpecScalar? fieldsOf = attributes.Find(Extension.FieldsOf) as SpecScalar;
        if (fieldsOf is not null)
            _models.Add(fieldsOf.Text);
        if (isVendors && attributes.Find("properties") is SpecMapping properties && VendorConventions.ArePlaceholders(properties))
        {
            _json.OpenMap().Key(Extension.FieldsOf).Text(fieldsOf?.Text ?? model).CloseMap();
        }
        else
        {
            _schemas.WriteObject(attributes, action, isVendors ? VendorConventions.IsNeeded : null);
        }

        _json.CloseMap().CloseMap().CloseMap().CloseMap().CloseMap().CloseMap().CloseMap();
    }

    private SpecMapping? Attributes(SpecMapping schema) => Property(Property(schema, "data"), "attributes");

    private SpecMapping? Property(SpecMapping? schema, string name) =>
        schema?.Find("properties") is { } properties
        && _references.Resolve(properties) is SpecMapping map
        && map.Find(name) is { } property
            ? _references.Resolve(property) as SpecMapping
            : null;

    private void WriteModels()
    {
        _json.Key("components").OpenMap().Key("schemas").OpenMap();
        if ((_root.Find("components") as SpecMapping)?.Find("schemas") is SpecMapping schemas)
        {
            foreach (string model in _models)
            {
                if (!schemas.TryFind(model, out SpecMember? schema) || _models.Any(other => model == WellKnown.RelationshipsOf(other)))
                    continue;
                _places.Add(model, schema.Key.Span);
                _json.Key(schema.Key);
                _schemas.WriteObject(schema.Value, model);
                if (schemas.Find(WellKnown.RelationshipsOf(model)) is { } relationships)
                    new RelationshipTrimmer(schemas, _json, _schemas, _references, _places).Write(relationships, model);
            }
        }

        _json.CloseMap().CloseMap();
    }
}
