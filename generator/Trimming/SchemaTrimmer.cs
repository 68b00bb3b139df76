using System.Globalization;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>Writes schemas of a trimmed document: the keywords that are needed, each of the shape it must have.</summary>
internal sealed class SchemaTrimmer(JsonWriter json, ReferenceResolver references, PlacedProblems problems, NamedPlaces places)
{
    private static readonly string[] s_alternatives = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] s_types = ["array", "boolean", "integer", "number", "object", "string"];

    /// <summary>Writes the schema of an object and the schemas of its properties, but nothing inside those.</summary>
    /// <param name="node">The schema, or a reference to it.</param>
    /// <param name="owner">What the properties belong to, for their places.</param>
    /// <param name="isNeeded">Tells which properties are required of a schema that lists none.</param>
    public void WriteObject(SpecNode node, string owner, Func<SpecMapping, bool>? isNeeded = null)
    {
        json.OpenMap();
        if (references.Resolve(node) is { } resolved && Expect<SpecMapping>(resolved, $"The schema of '{owner}'") is { } schema)
        {
            SpecMapping target = Whole(schema, owner);
            List<string> required = [.. Required(target)];
            WriteExtensions(target);
            if (target.Find("additionalProperties") is { } additional)
                WriteAdditional(additional, owner);
            json.Key("properties").OpenMap();
            foreach ((SpecScalar name, SpecMapping? property) in Properties(target))
            {
                places.Add(NamedPlaces.Member(owner, name.Text), name.Span);
                json.Key(name);
                WriteProperty(property, NamedPlaces.Member(owner, name.Text));
                if (property is not null
                    && name.Text != WellKnown.Ids
                    && target.Find("required") is null
                    && isNeeded?.Invoke(property) == true)
                {
                    required.Add(name.Text);
                }
            }

            json.CloseMap();
            if (required.Count > 0)
            {
                json.Key("required").OpenList();
                foreach (string name in required.Distinct(StringComparer.Ordinal))
                    json.Text(name);
                json.CloseList();
            }
        }

        json.CloseMap();
    }

    public void WriteExtensions(SpecMapping owner)
    {
        foreach (SpecMember member in owner.Members)
        {
            if (member.Key.Text == Extension.Filterable)
            {
                if (Flag(member.Value, $"'{Extension.Filterable}'") is { } isFilterable)
                    json.Key(member.Key).Flag(isFilterable);
            }
            else if (member.Key.Text.StartsWith(Extension.Prefix, StringComparison.Ordinal))
            {
                json.Key(member.Key).Node(member.Value);
            }
        }
    }

    /// <summary>A property's schema, resolved; null for one that any value fits.</summary>
    public IEnumerable<(SpecScalar Name, SpecMapping? Schema)> Properties(SpecMapping schema)
    {
        if (schema.Find("properties") is not { } properties || references.Resolve(properties) is not { } resolved)
            yield break;
        foreach (SpecMember property in Expect<SpecMapping>(resolved, "properties")?.Members ?? [])
        {
            SpecNode? value = references.Resolve(property.Value);
            yield return (property.Key, value is null ? null : Expect<SpecMapping>(value, $"The schema of '{property.Key.Text}'"));
        }
    }

    /// <summary>What a keyword says; null where it says nothing.</summary>
    public SpecScalar? Scalar(SpecMapping owner, string keyword) =>
        owner.Find(keyword) is { } node and not SpecScalar { IsNull: true } ? Expect<SpecScalar>(node, keyword) : null;

    /// <summary>What a flag says; null for what is none, which is reported.</summary>
    public bool? Flag(SpecNode node, string what)
    {
        if (node is SpecScalar { Flag: { } flag })
            return flag;
        problems.Add(DescriptionRules.UnsupportedShape, node.Span, $"{what} is {node.Kind}", "true or false");
        return null;
    }

    /// <summary>The node as what it must be; null if it is something else, which is reported.</summary>
    public T? Expect<T>(SpecNode node, string what)
        where T : SpecNode
    {
        if (node is T expected)
            return expected;
        string kind = typeof(T) == typeof(SpecMapping) ? "a map" : typeof(T) == typeof(SpecSequence) ? "a list" : "a single value";
        problems.Add(DescriptionRules.UnsupportedShape, node.Span, $"{Sentence(what)} is {node.Kind}", kind);
        return null;
    }

    private void WriteProperty(SpecMapping? schema, string name)
    {
        json.OpenMap();
        if (schema is not null)
        {
            SpecMapping target = Whole(schema, name);
            WriteType(target, name);
            WriteExtensions(target);
            WriteDescription(schema.Find("description") is null ? target : schema, IsReadOnly(target, name));
            if (target.Find("items") is { } items
                && references.Resolve(items) is { } resolved
                && Expect<SpecMapping>(resolved, $"items of '{name}'") is { } item)
            {
                json.Key("items").OpenMap();
                WriteType(item, name);
                WriteExtensions(item);
                json.CloseMap();
            }
        }

        json.CloseMap();
    }

    private void WriteType(SpecMapping schema, string name)
    {
        if (Scalar(schema, "type") is { } type)
        {
            if (s_types.Contains(type.Text, StringComparer.Ordinal))
            {
                json.Key("type").Text(type.Text);
            }
            else
            {
                problems.Add(
                    DescriptionRules.UnsupportedShape,
                    type.Span,
                    $"The type of '{name}' is {type.Kind}",
                    $"one of {string.Join(", ", s_types)}");
            }
        }

        if (Scalar(schema, "format") is { } format)
            json.Key("format").Text(format.Text);
        if (Scalar(schema, "maxLength") is { } maxLength)
        {
            if (int.TryParse(maxLength.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int length))
            {
                json.Key("maxLength").Number(length);
            }
            else
            {
                problems.Add(
                    DescriptionRules.UnsupportedShape,
                    maxLength.Span,
                    $"The maxLength of '{name}' is {maxLength.Kind}",
                    "a number of characters");
            }
        }
    }

    private void WriteDescription(SpecMapping schema, bool isReadOnly)
    {
        Prose prose = Prose.Read(Scalar(schema, "description")?.Text ?? "");
        if (prose.Text.Length > 0)
            json.Key("description").Text(prose.Text);
        if (isReadOnly || prose.IsReadOnly)
            json.Key("readOnly").Flag(true);
        if (prose.IsFilterable && schema.Find(Extension.Filterable) is null)
            json.Key(Extension.Filterable).Flag(true);
    }

    private bool IsReadOnly(SpecMapping schema, string name) =>
        schema.Find("readOnly") is { } readOnly && Flag(readOnly, $"'readOnly' of '{name}'") == true;

    private void WriteAdditional(SpecNode additional, string owner)
    {
        if (additional is SpecMapping)
            json.Key("additionalProperties").OpenMap().CloseMap();
        else if (Flag(additional, $"'additionalProperties' of '{owner}'") is { } isOpen)
            json.Key("additionalProperties").Flag(isOpen);
    }

    private IEnumerable<string> Required(SpecMapping schema) =>
        schema.Find("required") is not { } required ? []
        : required is SpecScalar { Flag: not null } ? []
        : (Expect<SpecSequence>(required, "required")?.Items ?? []).OfType<SpecScalar>().Select(name => name.Text);

    // "allOf" with one schema is how many tools put words beside a reference. More than that is no single type.
    private SpecMapping Whole(SpecMapping schema, string name)
    {
        for (int steps = 0; steps < ReadingLimits.References; steps++)
        {
            if (schema.Find("type") is not null || schema.Find("properties") is not null
                || schema.Members.FirstOrDefault(member => s_alternatives.Contains(
                    member.Key.Text, StringComparer.Ordinal)) is not { } alternative)
            {
                return schema;
            }

            if (alternative.Value is not SpecSequence { Items.Count: 1 } only || references.Resolve(only.Items[0]) is not SpecMapping inner)
            {
                problems.Add(
                    DescriptionRules.UnsupportedShape,
                    alternative.Key.Span,
                    $"The schema of '{name}' is made of several ({alternative.Key.Text})",
                    "one schema");
                return schema;
            }

            schema = inner;
        }

        return schema;
    }

    private static string Sentence(string what) => what.StartsWith("The ", StringComparison.Ordinal) ? what : $"'{what}'";
}
