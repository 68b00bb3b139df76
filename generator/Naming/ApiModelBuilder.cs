using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>Decides every name, and with it what can be emitted at all.</summary>
internal sealed class ApiModelBuilder
{
    private readonly ApiDescription _description;
    private readonly NamingProblems _problems = new();
    private readonly NameClaims _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ActionNames> _actions = [];
    private readonly List<ImportModel> _imports = [];
    private readonly List<UpsertModel> _upserts = [];
    private readonly Dictionary<string, ResourceNames> _resources = new(StringComparer.Ordinal);

    private ApiModelBuilder(ApiDescription description) => _description = description;

    public static NamedDescription Build(ApiDescription description, CancellationToken cancellationToken)
    {
        ApiModelBuilder builder = new(description);
        builder.NameActions();
        builder.NameImports();
        builder.NameUpserts();
        builder.ClaimTypes();
        cancellationToken.ThrowIfCancellationRequested();
        ApiModel model = builder.BuildModel();
        return new(description, model, builder._problems.ToEquatableArray());
    }

    private void NameActions()
    {
        foreach (ActionDescription action in _description.Actions)
        {
            if (ActionNames.TryCreate(action) is not { } names)
            {
                AddAboutName(DescriptionRules.NoIdentifier, action.Name, action.CodeName);
                continue;
            }

            if (!names.IsKnownModel)
                AddAboutName(DescriptionRules.UnknownPrefix, action.Name, action.CodeName, names.Group.Name, names.Stem);
            if (action.Body.FieldsOf is { } resource && resource != names.Resource && FindSchema(resource) is null)
                _problems.Add(DescriptionRules.UnknownModel, action.Name, action.Name, resource);
            _actions.Add(names);
            if (!_resources.ContainsKey(names.Resource))
                _resources.Add(names.Resource, new(names.Resource, FindSchema(names.Resource)));
        }
    }

    // What is wrong with a name is wrong where that name is given.
    private void AddAboutName(
        Microsoft.CodeAnalysis.DiagnosticDescriptor rule, string action, OperationName codeName, params string[] arguments)
    {
        bool isOwn = codeName.Text == action;
        _problems.Add(
            rule,
            isOwn ? action : NamedPlaces.Member(action, Extension.Name),
            [isOwn ? $"The action '{action}'" : $"The name '{codeName.Text}' of the action '{action}'", .. arguments]);
    }

    // Without a schema there are no fields to map to.
    private void NameImports()
    {
        foreach (ImportDescription import in _description.Imports.Where(import => import.IsOfFile))
        {
            if (ImportModel.TryCreate(import) is { } named && FindSchema(named.Resource) is { } schema)
            {
                _imports.Add(named);
                if (!_resources.ContainsKey(named.Resource))
                    _resources.Add(named.Resource, new(named.Resource, schema));
            }
            else
            {
                _problems.Add(DescriptionRules.ImportWithoutModel, import.Name, import.Name, import.CodeName.Prefix.Resource);
            }
        }
    }

    // Each record has its type, so no schema is needed.
    private void NameUpserts()
    {
        foreach (ImportDescription upsert in _description.Imports.Where(import => !import.IsOfFile))
        {
            if (UpsertModel.TryCreate(upsert) is { } named)
            {
                _upserts.Add(named);
                if (upsert.ObjectName is { } objectName && !_resources.ContainsKey(objectName))
                    _resources.Add(objectName, new(objectName, FindSchema(objectName)));
            }
            else
            {
                AddAboutName(DescriptionRules.NoIdentifier, upsert.Name, upsert.CodeName);
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
        foreach (ResourceNames resource in _resources.Values)
            resource.ClaimTypes(_types);
        _problems.AddCollisions(_types);
    }

    private ApiModel BuildModel()
    {
        ResourceMembers[] resources = [.. _resources.Values
            .Where(resource => !resource.IsContested(_types))
            .OrderBy(resource => resource.Name, StringComparer.Ordinal)
            .Select(resource => new ResourceMembers(resource, _types, _problems))];
        ActionModel[] actions = [.. _actions
            .Where(action => !_resources[action.Resource].IsContested(_types) && !action.IsContested(_types))
            .Select(action => action.ToModel(FindResource, _types, _problems))];
        ImportModel[] imports = [.. _imports
            .Where(import => !_resources[import.Resource].IsContested(_types) && !import.IsContested(_types))];
        UpsertModel[] upserts = [.. _upserts
            .Where(upsert => !upsert.IsContested(_types))
            .Select(
                upsert =>
                    upsert.Description.ObjectName is { } objectName
                        ? upsert with { Fields = FindResource(objectName)?.Writable ?? [] }
                        : upsert)];
        GroupModel[] groups = [.. actions.Select(action => action.Group)
            .Concat(imports.Select(import => import.Group))
            .Concat(upserts.Select(upsert => upsert.Group))
            .Distinct()
            .OrderBy(group => group.Name, StringComparer.Ordinal)
            .Select(group => group with { Preview = PreviewOf(group, resources) })];
        return new(
            _description.Stamp,
            groups.ToEquatableArray(),
            actions
                .Select(action => action with { Collection = groups.First(group => IsSame(group, action.Group)).Preview?.Collection ?? "" })
                .ToEquatableArray(),
            imports.ToEquatableArray(),
            upserts.ToEquatableArray(),
            resources.Select(resource => resource.ToFilter()).ToEquatableArray(),
            resources.Select(resource => resource.ToFields()).OfType<FieldsModel>().ToEquatableArray());

        static bool IsSame(GroupModel previewed, GroupModel group) => previewed with { Preview = null } == group;

        // An action may take the fields of a resource that none acts on.
        ResourceMembers? FindResource(string name) =>
            resources.FirstOrDefault(resource => resource.Names.Name == name)
            ?? (FindSchema(name) is { } schema ? new ResourceMembers(new(name, schema), _types, _problems) : null);
    }

    // All that a group does, it does to the records of one resource.
    private PreviewModel? PreviewOf(GroupModel group, ResourceMembers[] resources)
    {
        ActionNames[] actions = [.. _actions.Where(action => action.Group == group)];
        string? name = actions.Select(action => action.Resource)
            .Concat(_imports.Where(import => import.Group == group).Select(import => import.Resource))
            .FirstOrDefault();
        return Array.Find(resources, resource => resource.Names.Name == name) is { } found
            ? PreviewOf(group, found.Names, actions)
            : null;
    }

    // The path is what the description gives the resource (x-outreach-collection), or else the plural that the group is named by.
    private static PreviewModel PreviewOf(GroupModel group, ResourceNames resource, ActionNames[] actions) => new(
        resource.Schema?.Collection ?? char.ToLowerInvariant(group.Name[0]) + group.Name[1..],
        !group.IsOfObject && actions.Any(action => action.Action.Parameters.Any(parameter => parameter.Name == WellKnown.ObjectName)),
        resource.FilterType)
    {
        ObjectName = group.IsOfObject ? resource.Name : null,
    };

    private IEnumerable<GroupModel> Groups() => _actions.Select(action => action.Group)
        .Concat(_imports.Select(import => import.Group))
        .Concat(_upserts.Select(upsert => upsert.Group))
        .Distinct();

    private ResourceDescription? FindSchema(string resource) =>
        _description.Resources.FirstOrDefault(schema => schema.Name == resource);
}
