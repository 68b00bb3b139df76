using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>Writes the relationships of a resource: what they are, and what of the related records can be filtered by.</summary>
internal sealed class RelationshipTrimmer(SpecMapping schemas, JsonWriter json, SchemaTrimmer trimmer, NamedPlaces places)
{
    public void Write(SpecNode node, string model)
    {
        string owner = WellKnown.RelationshipsOf(model);
        json.Key(owner).OpenMap().Key("properties").OpenMap();
        if (trimmer.Resolve(node, owner, ExtensionPlace.Other) is { } relationships)
        {
            foreach ((SpecScalar name, SpecMapping? schema) in trimmer.Properties(relationships))
            {
                if (schema is null)
                    continue;
                SpecMapping relationship = trimmer.Whole(schema, name.Text, ExtensionPlace.Relationship);
                places.Add(NamedPlaces.Member(model, name.Text), name.Span);
                Prose prose = trimmer.Words(relationship);
                json.Key(name).OpenMap().Key("description").Prose(prose.Text);
                trimmer.WriteExtensions(relationship);
                if (relationship.Find(Extension.FilterableBy) is null)
                    WriteFilterableBy(RelationshipProse.FilterableBy(prose.Text), relationship);
                json.CloseMap();
            }
        }

        json.CloseMap().CloseMap();
    }

    private void WriteFilterableBy(string[] names, SpecMapping relationship)
    {
        if (names.Length == 0)
            return;
        SpecMapping? related = names.Any(name => name != "id")
            && RelatedModel(relationship) is { } model
            && schemas.Find(model) is { } schema
                ? trimmer.Resolve(schema, model, ExtensionPlace.Model)
                : null;
        json.Key(Extension.FilterableBy).OpenMap();
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            SpecMapping? attribute = related is null ? null : trimmer.Property(related, name, ExtensionPlace.Attribute);
            string type = name == "id" ? "integer" : (attribute?.Find("type") as SpecScalar)?.Text ?? "string";
            json.Key(name).OpenMap().Key("type").ExtensionText(type);
            if (attribute is not null && trimmer.Format(attribute, $"{RelatedModel(relationship)}.{name}") is { } format)
                json.Key("format").ExtensionText(format);
            json.CloseMap();
        }

        json.CloseMap();
    }

    // JSON:API: data, or each item of it, names its type.
    private string? RelatedModel(SpecMapping relationship)
    {
        if (Property(relationship, "data") is not { } data)
            return null;
        SpecMapping? item = data.Find("items") is { } items ? trimmer.Resolve(items, "items", ExtensionPlace.Unknown) : data;
        return item is not null && Property(item, "type")?.Find("enum") is SpecSequence { Items.Count: > 0 } types
            ? (types.Items[0] as SpecScalar)?.Text
            : null;
    }

    private SpecMapping? Property(SpecMapping schema, string name) => trimmer.Property(schema, name, ExtensionPlace.Unknown);
}
