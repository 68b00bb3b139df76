using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.SavedAnswers;

/// <summary>
/// What a saved answer of <c>GET /types</c> came to: fields, without places, for the generator; places and problems for the
/// analyzer.
/// </summary>
internal sealed class TypesDocument
{
    private readonly Dictionary<string, List<CustomField>> _resources = new(StringComparer.Ordinal);
    private readonly PlacedProblems _problems = new();

    private TypesDocument(SourceText? text, CancellationToken cancellationToken)
    {
        try
        {
            foreach (SpecNode entry in Entries(SavedAnswerJson.Read(text, cancellationToken)))
                ReadModel(entry);
            Resources = _resources.Select(model => new ResourceCustomFields(model.Key, model.Value.ToEquatableArray())).ToEquatableArray();
        }
        catch (SpecReadException exception)
        {
            _problems.Add(CustomFieldRules.Unreadable, exception.Span, "GET /types", exception.Message);
            Fatal = _problems.ToEquatableArray().First(problem => problem.IsFatal);
        }
    }

    /// <summary>The models that have custom fields.</summary>
    public EquatableArray<ResourceCustomFields> Resources { get; } = [];

    /// <summary>Where labels and options stand.</summary>
    public NamedPlaces Places { get; } = new();

    /// <summary>What is wrong with the answer itself, in the order of the text.</summary>
    public EquatableArray<PlacedProblem> Problems => _problems.ToEquatableArray();

    /// <summary>Why there is nothing; null when there is something.</summary>
    public PlacedProblem? Fatal { get; }

    public static TypesDocument Of(SourceText? text, CancellationToken cancellationToken) => new(text, cancellationToken);

    private static IReadOnlyList<SpecNode> Entries(SpecMapping root) => root.Find("data") switch
    {
        SpecSequence entries => entries.Items,
        SpecMapping entry => [entry],
        SpecNode other => throw SpecReadException.Unreadable(other.Span, $"'data' is {other.Kind}, not a list"),
        null => throw SpecReadException.Unreadable(default, "there is no 'data'"),
    };

    private void ReadModel(SpecNode node)
    {
        if (node is not SpecMapping entry || entry.Find("type") is not SpecScalar { Text.Length: > 0 } name)
        {
            Skip(node, "An entry without a type");
            return;
        }

        Places.Add(name.Text, name.Span);
        SpecNode? validations = (entry.Find("meta") as SpecMapping)?.Find("validations") ?? entry.Find("validations");
        if (validations is SpecMapping fields)
        {
            foreach (SpecMember field in fields.Members)
                ReadField(name.Text, field);
        }
        else if (validations is not (null or SpecScalar { IsText: false, Text: "null" }))
        {
            Skip(validations, $"'validations' of '{name.Text}'");
        }
    }

    private void ReadField(string model, SpecMember member)
    {
        string name = member.Key.Text;
        string thing = $"'{name}' of '{model}'";
        if (member.Value is not SpecMapping field)
        {
            Skip(member.Value, thing);
            return;
        }

        if (!_resources.TryGetValue(model, out List<CustomField>? fields))
            _resources.Add(model, fields = []);
        if (fields.Any(each => each.Name == name))
        {
            Skip(member.Key, $"The second {thing}");
            return;
        }

        SpecScalar? label = field.Find("label") as SpecScalar;
        Places.Add(NamedPlaces.Member(model, name), (label ?? member.Key).Span);
        CustomFieldKind kind = ReadKind(field, thing);
        fields.Add(new(name, label is { IsText: true } ? label.Text : "", kind)
        {
            IsRequired = field.Find("required") is SpecScalar { Text: "true" },
            Currency = kind == CustomFieldKind.Currency && field.Find("definition") is SpecScalar { IsText: true } currency
                ? currency.Text
                : "",
            Options = kind is CustomFieldKind.Inclusion or CustomFieldKind.MultiInclusion ? ReadOptions(model, name, field) : [],
        });
    }

    private CustomFieldKind ReadKind(SpecMapping field, string thing)
    {
        SpecNode? type = field.Find("type");
        CustomFieldKind? kind = (type as SpecScalar)?.Text switch
        {
            "string" => CustomFieldKind.Text,
            "phone_number" => CustomFieldKind.PhoneNumber,
            "url" => CustomFieldKind.Url,
            "boolean" => CustomFieldKind.Boolean,
            "currency" => CustomFieldKind.Currency,
            "date" => CustomFieldKind.Date,
            "date_time" => CustomFieldKind.DateTime,
            "inclusion" => CustomFieldKind.Inclusion,
            "multi_inclusion" => CustomFieldKind.MultiInclusion,
            "numerical" => CustomFieldKind.Numerical,
            "percentage" => CustomFieldKind.Percentage,
            _ => null,
        };
        if (kind is null)
        {
            _problems.Add(
                CustomFieldRules.UnknownType,
                (type ?? field).Span,
                thing,
                type is SpecScalar { IsText: true } word ? $"'{word.Text}'" : type?.Kind ?? "none");
        }

        return kind ?? CustomFieldKind.Text;
    }

    private EquatableArray<string> ReadOptions(string model, string name, SpecMapping field)
    {
        if (field.Find("definition") is not SpecSequence list)
        {
            Skip(field.Find("definition") ?? field, $"The options of '{name}' of '{model}'");
            return [];
        }

        List<string> options = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (SpecNode item in list.Items)
        {
            if (item is not SpecScalar option)
            {
                Skip(item, $"An option of '{name}' of '{model}'");
            }
            else if (seen.Add(option.Text))
            {
                options.Add(option.Text);
                Places.Add(NamedPlaces.Member(NamedPlaces.Member(model, name), option.Text), option.Span);
            }
        }

        return options.ToEquatableArray();
    }

    private void Skip(SpecNode node, string thing) => _problems.Add(CustomFieldRules.UnsupportedShape, node.Span, thing);
}
