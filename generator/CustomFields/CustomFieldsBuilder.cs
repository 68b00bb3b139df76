using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>
/// Gives an organisation's custom fields the names and types that its administrators gave them, beside their names in the API.
/// </summary>
internal sealed class CustomFieldsBuilder
{
    private readonly ApiModel _api;
    private readonly HashSet<string> _types;
    private readonly NamingProblems _problems = new();
    private readonly List<ChoiceModel> _choices = [];

    // By model and field in the API: the names beside that of the API, the one to use first.
    private readonly Dictionary<(string Resource, string Field), PropertyModel[]> _aliases = [];

    // By model and field in the API: those that have a label, or had one.
    private readonly HashSet<(string Resource, string Field)> _labelled = [];
    private readonly bool _hasOnlyLabelled;

    private CustomFieldsBuilder(ApiModel api, bool hasOnlyLabelled)
    {
        _api = api;
        _hasOnlyLabelled = hasOnlyLabelled;
        _types = TypeNames.GeneratedFor(api);
    }

    /// <param name="api">What the description gives.</param>
    /// <param name="types">The labels as they are.</param>
    /// <param name="former">The labels as they were.</param>
    /// <param name="hasOnlyLabelled">Whether custom fields without a label are left out.</param>
    public static (ApiModel Model, EquatableArray<NamingProblem> Problems) Build(
        ApiModel api, EquatableArray<ResourceCustomFields> types, EquatableArray<ResourceCustomFields> former, bool hasOnlyLabelled)
    {
        CustomFieldsBuilder builder = new(api, hasOnlyLabelled);
        foreach (FieldsModel model in api.Fields)
            builder.Name(model, types, former);
        return (builder.Expanded(), builder._problems.ToEquatableArray());
    }

    private void Name(FieldsModel model, EquatableArray<ResourceCustomFields> types, EquatableArray<ResourceCustomFields> former)
    {
        ResourceCustomFields labels = types.FirstOrDefault(each => each.Is(model.Resource)) ?? new(model.Resource, []);
        ResourceCustomFields old = former.FirstOrDefault(each => each.Is(model.Resource)) ?? new(model.Resource, []);
        Func<string, string?> taken = Taken(model);
        LabelNames names = new(model, labels, taken, _problems);
        LabelNames oldNames = new(model, old, taken, new());
        foreach (PropertyModel raw in model.Fields)
        {
            string field = raw.Attribute.Name;
            CustomField? now = labels.Fields.FirstOrDefault(each => each.Name == field);
            PropertyModel? alias = now is not null && names.Find(field) is { } name
                ? Alias(model, labels, raw, now, name, _problems)
                : null;
            if (now is { Label.Length: > 0 })
                _labelled.Add((model.Resource, field));
            PropertyModel? obsolete = null;
            if (old.Fields.FirstOrDefault(each => each.Name == field) is { } before
                && oldNames.Find(field) is { } oldName
                && oldName != names.Find(field))
            {
                obsolete = Obsolete(
                    model, labels, raw, alias, now, before, oldName, isTaken: names.Has(oldName) || taken(oldName) is not null);
            }

            PropertyModel[] aliases = [.. new[] { alias, obsolete }.OfType<PropertyModel>()];
            if (aliases.Length == 0)
                continue;
            _aliases.Add((model.Resource, field), aliases);
            _labelled.Add((model.Resource, field));
        }
    }

    private Func<string, string?> Taken(FieldsModel model)
    {
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        foreach (PropertyModel field in model.Fields)
            members[field.Name] = $"the attribute '{field.Attribute.Name}'";
        foreach (FilterModel filter in _api.Filters.Where(filter => filter.Resource == model.Resource))
        {
            foreach (PropertyModel clause in filter.Clauses.Where(clause => !members.ContainsKey(clause.Name)))
                members[clause.Name] = $"the filter '{clause.Attribute.Name}'";
            foreach (RelatedFilterModel related in filter.Related)
                members[related.Name] = $"the relationship '{related.Relationship.Name}'";
        }

        return name => members.TryGetValue(name, out string? owner) ? owner
            : ReservedNames.IsMember(name) || _types.Contains(name) ? "the library or something else that is generated"
            : null;
    }

    private PropertyModel Alias(
        FieldsModel model, ResourceCustomFields labels, PropertyModel raw, CustomField field, string name, NamingProblems problems)
    {
        string choice = field.Options.Count > 0 ? Choice(model, labels, field, name, problems) : "";
        AttributeDescription attribute = raw.Attribute with
        {
            Type = CustomFieldTypes.WireTypeOf(field.Kind),
            IsList = field.Kind == CustomFieldKind.MultiInclusion,
            MaxLength = CustomFieldTypes.WireTypeOf(field.Kind) == WireType.Text && field.Options.Count == 0
                ? raw.Attribute.MaxLength
                : null,
            Details = CustomFieldTypes.Describe(field),
            KnownValues = [],
        };
        return new(name, attribute) { IsAlias = true, ChoiceType = choice };
    }

    /// <summary>The enum of a field's options; empty when there is none.</summary>
    private string Choice(FieldsModel model, ResourceCustomFields labels, CustomField field, string name, NamingProblems problems)
    {
        TextNames options = new(field.Options);
        string type = $"{Identifier.Pascal(model.Resource)}{name}Option";
        string owner = NamedPlaces.Member(labels.Name, field.Name);
        foreach ((string[] texts, string reason) in options.LeftOut)
        {
            problems.Add(
                CustomFieldRules.OptionLeftOut,
                [.. texts.Select(text => NamedPlaces.Member(owner, text))],
                type,
                NamingProblems.Quoted(texts),
                reason);
        }

        ChoiceModel choice = new(type, field.Label, options.Members);
        if (options.Members.Count == 0
            || type.Length > TextNames.LongestName
            || _types.Contains(type)
            || _types.Contains(choice.ExtensionsType))
        {
            return "";
        }

        _types.Add(type);
        _types.Add(choice.ExtensionsType);
        _choices.Add(choice);
        return type;
    }

    private PropertyModel? Obsolete(
        FieldsModel model, ResourceCustomFields labels, PropertyModel raw, PropertyModel? alias, CustomField? now, CustomField before,
        string oldName, bool isTaken)
    {
        string field = raw.Attribute.Name;
        string remedy = $"Use {alias?.Name ?? raw.Name} instead";
        string label = now is { Label: { Length: > 0 } current } ? $"'{current}'" : "gone";
        _problems.Add(
            CustomFieldRules.LabelChanged,
            NamedPlaces.Member(labels.Name, field),
            field,
            labels.Name,
            before.Label,
            label,
            isTaken ? $"'{oldName}' means something else now: look at every use of it." : $"'{oldName}' is obsolete. {remedy}.");
        if (isTaken)
            return null;
        string reason = DiagnosticInfo.OneLine($"The label of {field} was '{before.Label}' and is {label}. {remedy}");
        return Alias(model, labels, raw, now ?? before, oldName, new()) with { Obsolete = reason };
    }

    private ApiModel Expanded() => _aliases.Count == 0 && !_hasOnlyLabelled ? _api : _api with
    {
        Fields = _api.Fields.Select(fields => fields with { Fields = Expand(fields.Resource, fields.Fields) }).ToEquatableArray(),
        Filters = _api.Filters.Select(filter => filter with { Clauses = Expand(filter.Resource, filter.Clauses, asRaw: true) })
            .ToEquatableArray(),
        Actions = _api.Actions.Select(Expand).ToEquatableArray(),
        Choices = _choices.ToEquatableArray(),
    };

    private ActionModel Expand(ActionModel action) =>
        action is { Attributes: { Kind: AttributesKind.Fields } attributes, Description.Body.FieldsOf: { } model }
            ? action with { Attributes = attributes with { Properties = Expand(model, attributes.Properties) } }
            : action;

    private EquatableArray<PropertyModel> Expand(string model, EquatableArray<PropertyModel> properties, bool asRaw = false)
    {
        List<PropertyModel> expanded = new(properties.Count);
        foreach (PropertyModel raw in LabelledFirst(model, properties))
        {
            if (!_aliases.TryGetValue((model, raw.Attribute.Name), out PropertyModel[] aliases))
            {
                expanded.Add(raw);
                continue;
            }

            // A filter takes what the description says, text in most cases, and so does each name of the field.
            expanded.AddRange(asRaw
                ? aliases.Select(
                    alias => alias with { Attribute = raw.Attribute with { Details = alias.Attribute.Details }, ChoiceType = "" })
                : aliases);
            expanded.Add(raw with { IsBehindAlias = aliases.Any(alias => alias.Obsolete.Length == 0) });
        }

        return expanded.ToEquatableArray();
    }

    // Among the custom fields, which stay where the first of them stands.
    private IEnumerable<PropertyModel> LabelledFirst(string model, EquatableArray<PropertyModel> properties)
    {
        PropertyModel[] custom = [.. properties.Where(property => CustomFieldName.Is(property.Attribute.Name))];
        if (custom.Length == 0)
            return properties;
        ILookup<bool, PropertyModel> byLabel = custom.ToLookup(property => _labelled.Contains((model, property.Attribute.Name)));
        return properties.TakeWhile(property => property != custom[0])
            .Concat(byLabel[true])
            .Concat(_hasOnlyLabelled ? [] : byLabel[false])
            .Concat(properties.SkipWhile(property => property != custom[0]).Except(custom));
    }
}
