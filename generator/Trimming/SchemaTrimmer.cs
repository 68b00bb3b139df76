using System.Globalization;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>Writes schemas of a trimmed document: the keywords that are needed, each of the shape it must have.</summary>
internal sealed class SchemaTrimmer(
    JsonWriter json, ReferenceResolver references, ExtensionCheck extensions, PlacedProblems problems, NamedPlaces places)
{
    /// <summary>Stands for an effect that is stated and not understood.</summary>
    public const string UnknownEffect = "?";

    private static readonly string[] s_types = ["array", "boolean", "integer", "number", "object", "string"];

    private static readonly string[] s_filterKeywords = ["type", "format", "description", Extension.Name];

    private readonly SchemaMerger _merger = new(references, problems);

    /// <summary>Whether anything is marked as read-only, filterable or the like, by badge or by keyword.</summary>
    public bool HasMarks { get; private set; }

    /// <summary>Writes the schema of an object and the schemas of its properties, but nothing inside those.</summary>
    /// <param name="node">The schema, or a reference to it.</param>
    /// <param name="owner">What the properties belong to, for their places.</param>
    /// <param name="place">What it is, for extensions on it.</param>
    /// <param name="isVendors">Whether what it needs is described in the vendor's way, where it does not say.</param>
    /// <returns>Whether it has properties.</returns>
    public bool WriteObject(SpecNode node, string owner, ExtensionPlace place, bool isVendors = false)
    {
        bool hasProperties = false;
        json.OpenMap();
        if (Resolve(node, owner, place) is { } target)
        {
            List<string> required = [.. Required(target, owner)];
            WriteExtensions(target);
            json.Key("properties").OpenMap();
            foreach ((SpecScalar name, SpecMapping? property) in Properties(target))
            {
                hasProperties = true;
                string member = NamedPlaces.Member(owner, name.Text);
                places.Add(member, name.Span);
                SpecMapping? whole = property is null ? null : Whole(property, member, ExtensionPlace.Attribute);
                SpecMapping? items = whole is null ? null : Items(whole, member);
                json.Key(name);
                WriteProperty(whole, items, member);
                if (whole is not null && IsRequired(whole, items, target, member) && name.Text != WellKnown.Ids)
                    required.Add(name.Text);
            }

            json.CloseMap();
            if (target.Find("additionalProperties") is { } additional)
                WriteAdditional(additional, target);
            if (required.Count > 0)
            {
                json.Key("required").OpenList();
                foreach (string name in required.Distinct(StringComparer.Ordinal))
                    json.Text(name);
                json.CloseList();
            }
        }

        json.CloseMap();
        return hasProperties;

        bool IsRequired(SpecMapping property, SpecMapping? items, SpecMapping target, string member) =>
            SaysRequired(property, member)
            || (isVendors && target.Find("required") is not SpecSequence && VendorConventions.IsNeeded(property, items));
    }

    public void WriteExtensions(SpecMapping owner, string? except = null)
    {
        foreach (SpecMember member in owner.Members)
        {
            if (member.Key.Text != except && ExtensionVocabulary.Find(member.Key.Text) is { } rule)
                WriteExtension(member.Key, rule, member.Value);
        }
    }

    /// <summary>A schema with references followed and <c>allOf</c> of one written out; null for none.</summary>
    public SpecMapping? Resolve(SpecNode node, string name, ExtensionPlace place) =>
        references.Resolve(node) is { } resolved && Expect<SpecMapping>(resolved, $"The schema of '{name}'") is { } schema
            ? Whole(schema, name, place)
            : null;

    /// <summary>The schema of a property, resolved; null where there is none.</summary>
    /// <param name="schema">The schema that has it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="place">What it is, for extensions on it.</param>
    /// <param name="owner">What it is of, for messages; by default it is its name.</param>
    public SpecMapping? Property(SpecMapping schema, string name, ExtensionPlace place, string? owner = null) =>
        PropertiesOf(schema)?.Find(name) is { } property ? Resolve(property, owner ?? name, place) : null;

    public SpecMapping? PropertiesOf(SpecMapping schema) =>
        schema.Find("properties") is { } properties ? references.Resolve(properties) as SpecMapping : null;

    /// <summary>A property's schema, resolved; null for one that any value fits.</summary>
    public IEnumerable<(SpecScalar Name, SpecMapping? Schema)> Properties(SpecMapping schema)
    {
        if (schema.Find("properties") is not { } properties || references.Resolve(properties) is not { } resolved)
            yield break;
        foreach (SpecMember property in Expect<SpecMapping>(resolved, "properties")?.Members ?? [])
        {
            // One of ours among the names is reported as misplaced.
            if (ExtensionVocabulary.IsPrefixed(property.Key.Text))
                continue;
            SpecNode? value = references.Resolve(property.Value);
            yield return (property.Key, value is null ? null : Expect<SpecMapping>(value, $"The schema of '{property.Key.Text}'"));
        }
    }

    /// <summary>
    /// The schema with what an <c>allOf</c> of one schema adds to it, which is how many tools put words beside a reference, and notes
    /// what it is read as.
    /// </summary>
    public SpecMapping Whole(SpecMapping schema, string name, ExtensionPlace place) =>
        _merger.Whole(schema, name, part => extensions.Note(part, place));

    public SpecScalar? Scalar(SpecMapping owner, string keyword) =>
        owner.Find(keyword) is { } node and not SpecScalar { IsNull: true } ? Expect<SpecScalar>(node, keyword) : null;

    /// <summary>What a flag says; one that is no boolean is reported and says no.</summary>
    public bool Flag(SpecMapping owner, string keyword, string name)
    {
        if (owner.Find(keyword) is not { } node)
            return false;
        if (CoreSchema.Flag(node) is { } flag)
            return flag;
        problems.AddShape(node.Span, $"The {keyword} of '{name}' is {node.Kind}", "true or false", "It was left out");
        return false;
    }

    /// <summary>
    /// The format of a schema. One that is nearly one of those that give a text a type is taken for it, and reported: dates that were
    /// any text could be written in any way.
    /// </summary>
    public string? Format(SpecMapping schema, string name)
    {
        if (Scalar(schema, "format") is not { } format)
            return null;
        if (schema.Find("type") is not SpecScalar { Text: "string" } || Keywords.OfFormats.Meant(format.Text) is not { } meant)
            return format.Text;
        problems.AddShape(
            format.Span, $"The format of '{name}' is {format.Kind}", $"'{meant}', if that is meant", ExtensionFaults.ReadAsMeant);
        return meant;
    }

    /// <summary>A schema's description in words.</summary>
    public Prose Words(SpecMapping schema)
    {
        Prose prose = Prose.Read(Scalar(schema, "description")?.Text ?? "");
        HasMarks |= prose.HasBadge;
        return prose;
    }

    /// <summary>The node as what it must be; null if it is something else, which is reported.</summary>
    public T? Expect<T>(SpecNode node, string what)
        where T : SpecNode
    {
        if (node is T expected)
            return expected;
        string kind = typeof(T) == typeof(SpecMapping) ? "a map" : typeof(T) == typeof(SpecSequence) ? "a list" : "a single value";
        problems.AddShape(node.Span, $"{Sentence(what)} is {node.Kind}", kind);
        return null;
    }

    private void WriteProperty(SpecMapping? schema, SpecMapping? items, string name)
    {
        json.OpenMap();
        if (schema is not null)
        {
            WriteType(schema, name);
            WriteExtensions(schema);
            WriteDescription(schema, Flag(schema, "readOnly", name));
            if (items is not null)
            {
                json.Key("items").OpenMap();
                WriteType(items, name);
                WriteExtensions(items);
                json.CloseMap();
            }
        }

        json.CloseMap();
    }

    private SpecMapping? Items(SpecMapping schema, string name) =>
        schema.Find("items") is { } items
        && references.Resolve(items) is { } resolved
        && Expect<SpecMapping>(resolved, $"items of '{name}'") is { } item
            ? Whole(item, name, ExtensionPlace.Items)
            : null;

    // In one form each, so that no later stage knows of several. What is wrong is reported where extensions are checked.
    private void WriteExtension(SpecScalar name, ExtensionRule rule, SpecNode value)
    {
        switch (rule.Value)
        {
            case ExtensionValueKind.Effect:
                json.Key(name).ExtensionText(CoreSchema.Text(value) ?? UnknownEffect);
                break;
            case ExtensionValueKind.Flag when CoreSchema.Flag(value) is { } flag:
                json.Key(name).Flag(flag);
                HasMarks |= flag;
                break;
            case ExtensionValueKind.Text when ExtensionFaults.Text(value) is { } text:
                json.Key(name).ExtensionText(text);
                break;
            case ExtensionValueKind.Name when ExtensionFaults.Name(value) is { } text:
                json.Key(name).ExtensionText(text);
                break;
            case ExtensionValueKind.Path when CoreSchema.Text(value) is { } path && ExtensionFaults.IsPath(path):
                json.Key(name).ExtensionText(path);
                break;
            case ExtensionValueKind.Texts or ExtensionValueKind.KnownValues when value is SpecSequence list:
                json.Key(name).OpenList();
                foreach (string item in list.Items.Select(ExtensionFaults.KnownValue).OfType<string>())
                    json.ExtensionText(item);
                json.CloseList();
                break;
            case ExtensionValueKind.Filters when value is SpecMapping filters:
                json.Key(name).OpenMap();
                foreach (SpecMember filter in filters.Members)
                    WriteFilter(filter);
                json.CloseMap();
                break;
        }
    }

    private void WriteFilter(SpecMember filter)
    {
        json.Key(filter.Key).OpenMap();
        SpecMapping? schema = filter.Value as SpecMapping;
        foreach (SpecMember member in schema?.Members ?? [])
        {
            string? text = !s_filterKeywords.Contains(member.Key.Text, StringComparer.Ordinal) ? null
                : member.Key.Text == "format" ? ExtensionFaults.FormatOf(schema!)
                : CoreSchema.Text(member.Value);
            if (text is not null)
                json.Key(member.Key).ExtensionText(text);
        }

        json.CloseMap();
    }

    private void WriteType(SpecMapping schema, string name)
    {
        if (Scalar(schema, "type") is { } type)
        {
            if (s_types.Contains(type.Text, StringComparer.Ordinal))
                json.Key("type").Text(type.Text);
            else
                problems.AddShape(type.Span, $"The type of '{name}' is {type.Kind}", $"one of {string.Join(", ", s_types)}");
        }

        if (Format(schema, name) is { } format)
            json.Key("format").Text(format);
        if (Scalar(schema, "maxLength") is { } maxLength)
        {
            if (int.TryParse(maxLength.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int length))
                json.Key("maxLength").Number(length);
            else
                problems.AddShape(maxLength.Span, $"The maxLength of '{name}' is {maxLength.Kind}", "a number of characters");
        }
    }

    private void WriteDescription(SpecMapping schema, bool isReadOnly)
    {
        Prose prose = Words(schema);
        if (prose.Text.Length > 0)
            json.Key("description").Prose(prose.Text);
        if (isReadOnly || prose.IsReadOnly)
            json.Key("readOnly").Flag(true);
        HasMarks |= isReadOnly;
        if (prose.IsFilterable && schema.Find(Extension.Filterable) is null)
            json.Key(Extension.Filterable).Flag(true);
    }

    // Read as open to any name only where it says nothing about the values and declares none: tools write it on every object.
    private void WriteAdditional(SpecNode additional, SpecMapping schema)
    {
        bool? flag = additional is SpecMapping { Members.Count: 0 } ? true : CoreSchema.Flag(additional);
        if (flag is null && Expect<SpecMapping>(additional, "additionalProperties") is null)
            return;
        if (flag == false)
            json.Key("additionalProperties").Flag(false);
        else if (flag is null || PropertiesOf(schema)?.Members.Any(property => property.Key.Text != WellKnown.Ids) != true)
            json.Key("additionalProperties").OpenMap().CloseMap();
    }

    // On the property itself is how it was said before OpenAPI 3. A list there is about what is in it.
    private bool SaysRequired(SpecMapping property, string name)
    {
        if (property.Find("required") is not { } required || required is SpecSequence)
            return false;
        bool? flag = CoreSchema.Flag(required);
        if (flag != false)
        {
            problems.AddShape(
                required.Span,
                $"The required of '{name}' is {required.Kind}",
                "a list of names on the schema that holds it",
                flag == true ? ExtensionFaults.ReadAsMeant : "It was left out");
        }

        return flag == true;
    }

    // What is allowed by any name may be required by any. Of a schema made of several, only one is seen.
    private IEnumerable<string> Required(SpecMapping schema, string owner)
    {
        if (schema.Find("required") is not { } required || CoreSchema.Flag(required) is not null)
            yield break;
        SpecMapping? properties = PropertiesOf(schema);
        bool isWhole = !SchemaMerger.IsOfSeveral(schema)
            && (schema.Find("additionalProperties") is not { } additional || CoreSchema.Flag(additional) == false)
            && (schema.Find("properties") is null || properties is not null);
        foreach (SpecNode item in Expect<SpecSequence>(required, "required")?.Items ?? [])
        {
            if (item is not SpecScalar name)
            {
                problems.AddShape(
                    item.Span, $"An item of the required of '{owner}' is {item.Kind}", "a name of a property", "It was left out");
                continue;
            }

            if (properties?.Find(name.Text) is not null)
            {
                yield return name.Text;
            }
            else if (isWhole)
            {
                string? nearly = properties?.Members.Select(property => property.Key.Text)
                    .FirstOrDefault(property => string.Equals(property, name.Text, StringComparison.OrdinalIgnoreCase));
                problems.AddShape(
                    name.Span,
                    $"The required of '{owner}' has {name.Kind}, which is no property of it",
                    nearly is null ? "a name of a property" : $"'{nearly}', if that is meant",
                    "It was left out");
            }
        }
    }

    private static string Sentence(string what) => what.StartsWith("The ", StringComparison.Ordinal) ? what : $"'{what}'";
}
