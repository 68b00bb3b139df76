using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.SavedAnswers;

/// <summary>
/// What a saved answer of <c>GET /schema</c> came to. The vendor says that it is JSON Schema and holds the organisation's custom
/// objects, and no more; so each place is looked for where writers of JSON Schema put it.
/// </summary>
internal sealed class SchemaDocument
{
    private static readonly string[] s_folders = ["definitions", "$defs", "schemas"];
    private static readonly string[] s_besideAttributes = ["attributes", "id", "links", "meta", "relationships", "type"];

    private readonly PlacedProblems _problems = new();
    private readonly SpecMapping _root = new(default, []);

    private SchemaDocument(SourceText? text, EquatableArray<string> named, CancellationToken cancellationToken)
    {
        try
        {
            _root = SavedAnswerJson.Read(text, cancellationToken);
            Objects = ReadObjects(Definitions(), named).ToEquatableArray();
        }
        catch (SpecReadException exception)
        {
            _problems.Add(CustomFieldRules.Unreadable, exception.Span, "GET /schema", exception.Message);
            Fatal = _problems.ToEquatableArray().First(problem => problem.IsFatal);
        }
    }

    public EquatableArray<CustomObject> Objects { get; } = [];

    /// <summary>Where objects and their attributes stand.</summary>
    public NamedPlaces Places { get; } = new();

    /// <summary>What is wrong with the answer itself, in the order of the text.</summary>
    public EquatableArray<PlacedProblem> Problems => _problems.ToEquatableArray();

    /// <summary>Why there is nothing; null when there is something.</summary>
    public PlacedProblem? Fatal { get; }

    /// <param name="text">The file's text.</param>
    /// <param name="named">The custom objects that the project file names; with none, those whose definition names their path.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static SchemaDocument Of(SourceText? text, EquatableArray<string> named, CancellationToken cancellationToken) =>
        new(text, named, cancellationToken);

    private SpecMapping Definitions()
    {
        SpecMapping holder = _root.Find("components") as SpecMapping ?? _root;
        return s_folders.Select(holder.Find).OfType<SpecMapping>().FirstOrDefault()
            ?? throw SpecReadException.Unreadable(default, "there are no 'definitions'");
    }

    private IEnumerable<CustomObject> ReadObjects(SpecMapping definitions, EquatableArray<string> named)
    {
        foreach (string missing in named.Where(name => definitions.Find(name) is null))
            _problems.Add(CustomFieldRules.ObjectMissing, default, missing);
        SpecMember[] found =
        [
            .. definitions.Members.Where(
                member => named.Count > 0 ? named.Contains(member.Key.Text) : NamesItsPath(member.Value, member.Key.Text)),
        ];
        if (found.Length == 0 && named.Count == 0)
            _problems.Add(CustomFieldRules.NoObjects, default);
        foreach (SpecMember member in found.OrderBy(member => member.Key.Text, StringComparer.Ordinal))
        {
            Places.Add(member.Key.Text, member.Key.Span);
            if (AttributesOf(member.Value) is { } attributes)
                yield return ReadObject(member.Key.Text, attributes);
            else
                _problems.Add(CustomFieldRules.UnsupportedShape, member.Value.Span, $"The custom object '{member.Key.Text}'");
        }
    }

    private CustomObject ReadObject(string name, IEnumerable<SpecMember> members)
    {
        List<AttributeDescription> attributes = [];
        bool tellsFilters = false;
        foreach (
            SpecMember member in members.Where(member => member.Key.Text != "id")
                .OrderBy(member => member.Key.Text, StringComparer.Ordinal))
        {
            Places.Add(NamedPlaces.Member(name, member.Key.Text), member.Key.Span);
            if (Resolve(member.Value) is not SpecMapping schema)
            {
                _problems.Add(CustomFieldRules.UnsupportedShape, member.Value.Span, $"'{member.Key.Text}' of '{name}'");
                continue;
            }

            AttributeDescription attribute = ReadAttribute(member.Key.Text, schema);
            tellsFilters |= attribute.IsFilterable;
            attributes.Add(attribute);
        }

        return new(name, attributes.ToEquatableArray(), tellsFilters);
    }

    private AttributeDescription ReadAttribute(string name, SpecMapping schema)
    {
        Prose prose = Prose.Read(Text(schema, "description") ?? Text(schema, "title") ?? "");
        SpecMapping typed = Typed(schema);
        bool isList = TypeOf(typed) == "array";
        SpecMapping? item = isList ? Resolve(typed.Find("items")) is SpecMapping items ? Typed(items) : null : typed;
        return new(name, item is null ? WireType.Any : AttributeParser.TypeOf(TypeOf(item), Text(item, "format")))
        {
            IsList = isList,
            IsReadOnly = prose.IsReadOnly || Flag(schema, "readOnly"),
            IsFilterable = prose.IsFilterable
                || Flag(schema, "filterable")
                || Flag(schema, "x-filterable")
                || Flag(schema, "x-outreach-filterable"),
            MaxLength = item?.Find("maxLength") is SpecScalar length && int.TryParse(length.Text, out int most) ? most : null,
            KnownValues = (item?.Find("enum") as SpecSequence)?.Items.OfType<SpecScalar>()
                .Where(value => value.IsText)
                .Select(value => value.Text)
                .ToEquatableArray()
                ?? [],
            Details = prose.Text,
        };
    }

    private SpecMember[]? AttributesOf(SpecNode definition)
    {
        if (Resolve(definition) is not SpecMapping schema)
            return null;
        SpecMapping? properties = Resolve(schema.Find("properties")) as SpecMapping;
        SpecMapping? attributes = Resolve(properties?.Find("attributes")) as SpecMapping
            ?? Resolve(schema.Find("attributes")) as SpecMapping;
        if (Resolve(attributes?.Find("properties")) is SpecMapping inner)
            return [.. inner.Members];
        return properties is null ? null : [.. properties.Members.Where(member => !s_besideAttributes.Contains(member.Key.Text))];
    }

    // A value that may be null is written as a choice of types, or of schemas.
    private SpecMapping Typed(SpecMapping schema)
    {
        if (schema.Find("type") is not null)
            return schema;
        return (schema.Find("anyOf") ?? schema.Find("oneOf")) is SpecSequence choices
            ? choices.Items.Select(Resolve).OfType<SpecMapping>().FirstOrDefault(choice => TypeOf(choice) is not (null or "null")) ?? schema
            : schema;
    }

    private static string? TypeOf(SpecMapping schema) => schema.Find("type") switch
    {
        SpecScalar type => type.Text,
        SpecSequence types => types.Items.OfType<SpecScalar>().Select(type => type.Text).FirstOrDefault(type => type != "null"),
        _ => null,
    };

    private SpecNode? Resolve(SpecNode? node)
    {
        for (int hops = 0; node is SpecMapping mapping && mapping.Find("$ref") is SpecScalar { IsText: true } reference; hops++)
        {
            if (hops == ReadingLimits.References || !reference.Text.StartsWith("#/", StringComparison.Ordinal))
                return null;
            node = _root;
            foreach (string step in reference.Text[2..].Split('/'))
                node = (node as SpecMapping)?.Find(step.Replace("~1", "/").Replace("~0", "~"));
        }

        return node;
    }

    private static bool NamesItsPath(SpecNode node, string name) => node switch
    {
        SpecScalar { IsText: true } text => NamesPath(text.Text, "customObjects/" + name),
        SpecSequence list => list.Items.Any(item => NamesItsPath(item, name)),
        SpecMapping map => map.Members.Any(member => NamesItsPath(member.Value, name)),
        _ => false,
    };

    private static bool NamesPath(string text, string path)
    {
        int at = text.IndexOf(path, StringComparison.Ordinal);
        return at >= 0
            && (at + path.Length == text.Length || !(char.IsLetterOrDigit(text[at + path.Length]) || text[at + path.Length] == '_'));
    }

    private static string? Text(SpecMapping schema, string key) => schema.Find(key) is SpecScalar { IsText: true } text ? text.Text : null;

    private static bool Flag(SpecMapping schema, string key) => schema.Find(key) is SpecScalar { Text: "true" };
}
