using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>
/// Makes one schema of one that is said to be another (<c>allOf</c>, <c>anyOf</c> or <c>oneOf</c> of one) and its siblings.
/// More than one is no single type.
/// </summary>
internal sealed class SchemaMerger(ReferenceResolver references, PlacedProblems problems)
{
    private static readonly string[] s_alternatives = ["allOf", "anyOf", "oneOf"];

    /// <param name="schema">The schema, with its reference followed.</param>
    /// <param name="name">What it is of, for messages.</param>
    /// <param name="note">Gets each schema that it is made of.</param>
    public SpecMapping Whole(SpecMapping schema, string name, Action<SpecMapping> note)
    {
        note(schema);
        for (int steps = 0; Alternative(schema) is { } alternative; steps++)
        {
            if (alternative.Value is not SpecSequence { Items.Count: 1 } only)
            {
                // Several beside a type are most often conditions ("one of the two is required"), which change no type; but all of
                // several add what they declare.
                if (alternative.Key.Text == "allOf" || (schema.Find("type") is null && schema.Find("properties") is null))
                    Report(alternative.Key, $"The schema of '{name}' is made of several ({alternative.Key.Text})");
                return schema;
            }

            if (steps == ReadingLimits.References)
            {
                Report(alternative.Key, $"The schema of '{name}' is made of others without end ({alternative.Key.Text})");
                return schema;
            }

            if (references.Resolve(only.Items[0]) is not { } inner)
                return schema;
            if (inner is not SpecMapping map)
            {
                Report(alternative.Key, $"The schema of '{name}' is made of {inner.Kind} ({alternative.Key.Text})");
                return schema;
            }

            note(map);
            schema = Merge(new(schema.Span, [.. schema.Members.Where(member => member != alternative)]), map);
        }

        return schema;
    }

    /// <summary>Whether a schema is said to be others too.</summary>
    public static bool IsOfSeveral(SpecMapping schema) => Alternative(schema) is not null;

    private static SpecMember? Alternative(SpecMapping schema) =>
        schema.Members.FirstOrDefault(member => s_alternatives.Contains(member.Key.Text, StringComparer.Ordinal));

    // What both say, the outer one has the word on; what they declare and require adds up.
    private SpecMapping Merge(SpecMapping outer, SpecMapping inner)
    {
        if (outer.Members.Count == 0)
            return inner;
        List<SpecMember> members = [.. outer.Members];
        foreach (SpecMember member in inner.Members)
        {
            int index = members.FindIndex(known => known.Key.Text == member.Key.Text);
            if (index < 0)
                members.Add(member);
            else
                members[index] = new(members[index].Key, Merge(member.Key.Text, members[index].Value, member.Value));
        }

        return new(outer.Span, members);
    }

    private SpecNode Merge(string keyword, SpecNode outer, SpecNode inner) => (keyword, outer, inner) switch
    {
        ("required", SpecSequence list, SpecSequence more) => new SpecSequence(list.Span, [.. list.Items, .. more.Items]),
        ("properties", _, _) when references.Resolve(outer) is SpecMapping own && references.Resolve(inner) is SpecMapping more =>
            Merge(own, more),
        (Extension.Filters or Extension.FilterableBy, SpecMapping own, SpecMapping more) => Merge(own, more),
        _ => outer,
    };

    private void Report(SpecScalar alternative, string what) => problems.AddShape(alternative.Span, what, "one schema");
}
