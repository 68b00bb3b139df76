using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>Writes bodies of operations: the schema of their attributes, whichever way they are described.</summary>
internal sealed class BodyTrimmer(JsonWriter json, SchemaTrimmer schemas, PlacedProblems problems)
{
    /// <summary>Whether a body had the manner of the vendor's document.</summary>
    public bool AreVendors { get; private set; }

    /// <summary>Writes a body.</summary>
    /// <param name="body">The body, with its reference followed.</param>
    /// <param name="action">The operation's name.</param>
    /// <param name="model">The resource it acts on.</param>
    /// <returns>The resource whose fields it says that it takes; null for none.</returns>
    public string? Write(SpecMapping body, string action, string model)
    {
        if (FindAttributes(action, body) is not { } found)
        {
            problems.AddShape(body.Span, $"The body of '{action}'", "a schema with data.attributes");
            return null;
        }

        (SpecMapping schema, SpecMapping attributes) = found;
        schemas.Flag(body, "required", action);
        json.Key("requestBody").OpenMap().Key("content").OpenMap().Key(MediaTypes.JsonApi).OpenMap().Key("schema").OpenMap();
        json.Key("properties").OpenMap().Key("data").OpenMap().Key("properties").OpenMap().Key("attributes");
        bool isVendors = VendorConventions.IsBody(schemas.PropertiesOf(schema));
        AreVendors |= isVendors;
        string? fieldsOf = attributes.Find(Extension.FieldsOf) is { } named ? CoreSchema.Text(named) : null;
        if (isVendors && VendorConventions.ArePlaceholders(schemas.PropertiesOf(attributes)))
            json.OpenMap().Key(Extension.FieldsOf).ExtensionText(fieldsOf ?? model).CloseMap();
        else
            schemas.WriteObject(attributes, action, ExtensionPlace.BodyAttributes, isVendors);
        json.CloseMap().CloseMap().CloseMap().CloseMap().CloseMap().CloseMap().CloseMap();
        return fieldsOf;
    }

    // The media type that fits best has the word, wherever it stands.
    private (SpecMapping Schema, SpecMapping Attributes)? FindAttributes(string action, SpecMapping body)
    {
        foreach (SpecMember content in ((body.Find("content") as SpecMapping)?.Members ?? [])
            .OrderBy(content => MediaTypes.Rank(content.Key.Text)))
        {
            if ((content.Value as SpecMapping)?.Find("schema") is not { } node
                || schemas.Resolve(node, action, ExtensionPlace.Other) is not { } schema
                || schemas.Property(schema, "data", ExtensionPlace.Other, action) is not { } data
                || schemas.Property(data, "attributes", ExtensionPlace.BodyAttributes, action) is not { } attributes)
            {
                continue;
            }

            if (!MediaTypes.IsJson(MediaTypes.Rank(content.Key.Text)))
            {
                problems.AddShape(
                    content.Key.Span,
                    $"The body of '{action}' is '{content.Key.Text}'",
                    MediaTypes.JsonApi,
                    "It was read as that, which is what is sent");
            }

            return (schema, attributes);
        }

        return null;
    }
}
