namespace Outreach.Bulk.Generator;

/// <summary>Decides every name, and with it what can be emitted at all.</summary>
internal sealed class ApiModelBuilder
{
    private readonly ApiDescription _description;
    private readonly ProblemList _problems = new();
    private readonly NameClaims _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ActionNames> _actions = [];
    private readonly List<ImportModel> _imports = [];
    private readonly List<UpsertModel> _upserts = [];
    private readonly Dictionary<string, ModelNames> _models = new(StringComparer.Ordinal);

    private ApiModelBuilder(ApiDescription description) => _description = description;

    public static (ApiModel Model, EquatableArray<ModelProblem> Problems) Build(ApiDescription description, CancellationToken cancellationToken)
    {
        ApiModelBuilder builder = new(description);
        builder.NameActions();
        builder.NameImports();
        builder.NameUpserts();
        builder.ClaimTypes();
        cancellationToken.ThrowIfCancellationRequested();
        ApiModel model = builder.BuildModel();
        return (model, builder._problems.ToEquatableArray());
    }

    private void NameActions()
    {
        foreach (ActionDescription action in _description.Actions)
        {
            if (ActionNames.TryCreate(action) is not { } names)
            {
                _problems.Add(DescriptionRules.NoIdentifier, action.Name, $"The action '{action.Name}'");
                continue;
            }

            if (!names.IsKnownModel)
                _problems.Add(DescriptionRules.UnknownPrefix, action.Name, action.Name, names.Group.Name, names.Stem);
            if (action.Body.FieldsOf is { } model && model != names.Model && FindSchema(model) is null)
                _problems.Add(DescriptionRules.UnknownModel, action.Name, action.Name, model);
            _actions.Add(names);
            if (!_models.ContainsKey(names.Model))
                _models.Add(names.Model, new(names.Model, FindSchema(names.Model)));
        }
    }

    // Without a schema there are no fields to map to.
    private void NameImports()
    {
        foreach (ImportDescription import in _description.Imports.Where(import => import.IsOfFile))
        {
            if (ImportModel.TryCreate(import) is { } named && FindSchema(named.Model) is { } schema)
            {
                _imports.Add(named);
                if (!_models.ContainsKey(named.Model))
                    _models.Add(named.Model, new(named.Model, schema));
            }
            else
            {
                _problems.Add(DescriptionRules.ImportWithoutModel, import.Name, import.Name, import.CodeName.Prefix.Model);
            }
        }
    }

    // The type stands in each record, so no schema is needed.
    private void NameUpserts()
    {
        foreach (ImportDescription upsert in _description.Imports.Where(import => !import.IsOfFile))
        {
            if (UpsertModel.TryCreate(upsert) is { } named)
            {
                _upserts.Add(named);
                if (upsert.ObjectName is { } own && !_models.ContainsKey(own))
                    _models.Add(own, new(own, FindSchema(own)));
            }
            else
            {
                _problems.Add(DescriptionRules.NoIdentifier, upsert.Name, $"The action '{upsert.Name}'");
            }
        }
    }

    private void ClaimTypes()
    {
        foreach (GroupModel group in Groups())
        {
            _types.Claim(group.Name, group.Name);
            _types.Claim(group.TypeName, group.Name);
        }

        foreach (ActionNames action in _actions)
            action.ClaimTypes(_types);
        foreach (ImportModel import in _imports)
            import.ClaimTypes(_types);
        foreach (UpsertModel upsert in _upserts)
            upsert.ClaimTypes(_types);
        foreach (ModelNames model in _models.Values)
            model.ClaimTypes(_types);
        _problems.AddCollisions(_types);
    }

    private ApiModel BuildModel()
    {
        ModelMembers[] models = [.. _models.Values
            .Where(model => !model.IsContested(_types))
            .OrderBy(model => model.Model, StringComparer.Ordinal)
            .Select(model => new ModelMembers(model, _types, _problems))];
        ActionModel[] actions = [.. _actions
            .Where(action => !_models[action.Model].IsContested(_types) && !action.IsContested(_types))
            .Select(action => action.ToModel(FindModel, _types, _problems))];
        ImportModel[] imports = [.. _imports
            .Where(import => !_models[import.Model].IsContested(_types) && !import.IsContested(_types))];
        UpsertModel[] upserts = [.. _upserts
            .Where(upsert => !upsert.IsContested(_types))
            .Select(upsert => upsert.Description.ObjectName is { } own ? upsert with { Fields = FindModel(own)?.Writable ?? [] } : upsert)];
        return new(
            _description.Stamp,
            actions.Select(action => action.Group)
                .Concat(imports.Select(import => import.Group))
                .Concat(upserts.Select(upsert => upsert.Group))
                .Distinct()
                .OrderBy(group => group.Name, StringComparer.Ordinal)
                .Select(group => group with { Preview = PreviewOf(group, models) })
                .ToEquatableArray(),
            actions.ToEquatableArray(),
            imports.ToEquatableArray(),
            upserts.ToEquatableArray(),
            models.Select(model => model.ToFilter()).ToEquatableArray(),
            models.Select(model => model.ToFields()).OfType<FieldsModel>().ToEquatableArray());

        // An action may take the fields of a model that none acts on.
        ModelMembers? FindModel(string name) =>
            models.FirstOrDefault(model => model.Names.Model == name)
            ?? (FindSchema(name) is { } schema ? new ModelMembers(new(name, schema), _types, _problems) : null);
    }

    // All that a group does, it does to the records of one model.
    private PreviewModel? PreviewOf(GroupModel group, ModelMembers[] models)
    {
        ActionNames[] actions = [.. _actions.Where(action => action.Group == group)];
        string? name = actions.Select(action => action.Model)
            .Concat(_imports.Where(import => import.Group == group).Select(import => import.Model))
            .FirstOrDefault();
        return Array.Find(models, model => model.Names.Model == name) is { } found
            ? PreviewModel.Of(group, found.Names, actions.Select(action => action.Action))
            : null;
    }

    private IEnumerable<GroupModel> Groups() => _actions.Select(action => action.Group)
        .Concat(_imports.Select(import => import.Group))
        .Concat(_upserts.Select(upsert => upsert.Group))
        .Distinct();

    private ModelDescription? FindSchema(string model) =>
        _description.Models.FirstOrDefault(schema => schema.Name == model);
}
