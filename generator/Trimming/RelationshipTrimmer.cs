using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>Writes the relationships of a resource: what they are, and what of the related records can be filtered by.</summary>
internal sealed class RelationshipTrimmer(
    SpecMapping schemas, JsonWriter json, SchemaTrimmer trimmer, ReferenceResolver references, NamedPlaces places)
{
    public void Write(SpecNode node, string model)
    {
        json.Key(WellKnown.RelationshipsOf(model)).OpenMap().Key("properties").OpenMap();
        if (references.Resolve(node) is { } resolved
            && trimmer.Expect<SpecMapping>(resolved, WellKnown.RelationshipsOf(model)) is { } relationships)
        {
            foreach ((SpecScalar name, SpecMapping? relationship) in trimmer.Properties(relationships))
            {
                if (relationship is null)
                    continue;
                places.Add(NamedPlaces.Member(model, name.Text), name.Span);
                Prose prose = Prose.Read(trimmer.Scalar(relationship, "description")?.Text ?? "");
                json.Key(name).OpenMap().Key("description").Text(prose.Text);
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
        SpecMapping? attributes = names.Any(name => name != "id")
            && RelatedModel(relationship) is { } model
            && schemas.Find(model) is { } schema
            ? (references.Resolve(schema) as SpecMapping)?.Find("properties") as SpecMapping
            : null;
        json.Key(Extension.FilterableBy).OpenMap();
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            SpecMapping? attribute = attributes?.Find(name) as SpecMapping;
            json.Key(name).OpenMap().Key("type").Text(name == "id" ? "integer" : (attribute?.Find("type") as SpecScalar)?.Text ?? "string");
            if (attribute?.Find("format") is SpecScalar format)
                json.Key("format").Text(format.Text);
            json.CloseMap();
        }

        json.CloseMap();
    }

    // JSON:API: data, or each item of it, names its type.
    private static string? RelatedModel(SpecMapping relationship) =>
        Property(relationship, "data") is SpecMapping data
        && Property(data.Find("items") as SpecMapping ?? data, "type")?.Find("enum") is SpecSequence { Items.Count: > 0 } types
            ? (types.Items[0] as SpecScalar)?.Text
            : null;

    private static SpecMapping? Property(SpecMapping schema, string name) =>
        (schema.Find("properties") as SpecMapping)?.Find(name) as SpecMapping;
}
