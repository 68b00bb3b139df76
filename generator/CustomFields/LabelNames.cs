using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>
/// The names that labels give the fields of one model. A name that several labels want, or that something else has, goes to
/// none of them: each gets it with its field's own name behind it, so that none can come to mean another field.
/// </summary>
internal sealed class LabelNames
{
    private readonly FieldsModel _model;
    private readonly ResourceCustomFields _labels;
    private readonly NamingProblems _problems;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <param name="model">The fields of the description.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="taken">The names that members of the model's types have, or cannot have.</param>
    /// <param name="problems">Takes what is wrong with labels.</param>
    public LabelNames(FieldsModel model, ResourceCustomFields labels, Func<string, string?> taken, NamingProblems problems)
    {
        _model = model;
        _labels = labels;
        _problems = problems;
        NameClaims claims = new(StringComparer.Ordinal);
        List<(CustomField Field, string Raw, string Name)> wanted = [];
        foreach (CustomField field in labels.Fields.Where(field => !string.IsNullOrWhiteSpace(field.Label)))
        {
            if (WantedName(field) is not { } want)
                continue;
            wanted.Add((field, want.Raw, want.Name));
            claims.Claim(want.Name, field.Name);
        }

        foreach ((CustomField field, string raw, string name) in wanted)
        {
            string? owner = claims.IsContested(name)
                ? $"{NamingProblems.Quoted(claims.ClaimantsOf(name).Where(each => each != field.Name))} as well"
                : taken(name);
            string final = owner is null ? name : name + raw;
            if (owner is not null && (claims.Has(final) || taken(final) is not null || final.Length > TextNames.LongestName))
            {
                NoName(field, $"'{name}' and '{final}' are the names of something else");
                continue;
            }

            if (owner is not null)
                problems.Add(CustomFieldRules.LabelTaken, Thing(field), field.Label, owner, field.Name, labels.Name, final);
            _names.Add(field.Name, final);
        }
    }

    /// <summary>The label's name of a field; null when it has none.</summary>
    public string? Find(string field) => _names.TryGetValue(field, out string? name) ? name : null;

    public bool Has(string name) => _names.ContainsValue(name);

    private (string Raw, string Name)? WantedName(CustomField field)
    {
        if (_model.Fields.FirstOrDefault(each => each.Attribute.Name == field.Name) is not { } raw)
        {
            _problems.Add(CustomFieldRules.UnknownField, Thing(field), field.Name, _labels.Name, field.Label);
            return null;
        }

        if (Identifier.Pascal(field.Label) is not { } name)
            NoName(field, "it has no letter or digit to make one of");
        else if (name.Length > TextNames.LongestName)
            NoName(field, "it is too long");
        else if (name != raw.Name)
            return (raw.Name, name);
        return null;
    }

    private void NoName(CustomField field, string reason) =>
        _problems.Add(CustomFieldRules.LabelUnreadable, Thing(field), field.Label, field.Name, _labels.Name, reason);

    private string Thing(CustomField field) => NamedPlaces.Member(_labels.Name, field.Name);
}
