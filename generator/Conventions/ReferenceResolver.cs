using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Conventions;

/// <summary>
/// Follows <c>$ref</c> inside the text. One that leads anywhere else, to a file or a host, is reported and never
/// followed.
/// </summary>
internal sealed class ReferenceResolver(SpecMapping root, PlacedProblems problems)
{
    /// <summary>The key of a reference.</summary>
    public const string Ref = "$ref";

    /// <summary>What a node stands for: itself, or what its reference leads to.</summary>
    /// <returns>The node; null for a reference that leads nowhere, which was reported.</returns>
    public SpecNode? Resolve(SpecNode node)
    {
        for (int steps = 0; node is SpecMapping mapping && mapping.Find(Ref) is SpecScalar reference; steps++)
        {
            if (steps == ReadingLimits.References)
            {
                problems.Add(DescriptionRules.CyclicReference, reference.Span, reference.Text);
                return null;
            }

            if (!reference.Text.StartsWith("#", StringComparison.Ordinal))
            {
                problems.Add(DescriptionRules.ExternalReference, reference.Span, reference.Text);
                return null;
            }

            if (Find(reference.Text) is not { } target)
            {
                problems.Add(DescriptionRules.BrokenReference, reference.Span, reference.Text);
                return null;
            }

            node = target;
        }

        return node;
    }

    // RFC 6901, in the form of a URI fragment.
    private SpecNode? Find(string pointer)
    {
        SpecNode? node = pointer.StartsWith("#/", StringComparison.Ordinal) ? root : null;
        foreach (string part in Uri.UnescapeDataString(pointer[1..]).Split('/').Skip(1))
        {
            string name = part.Replace("~1", "/").Replace("~0", "~");
            node = node switch
            {
                SpecMapping mapping => mapping.Find(name),
                SpecSequence sequence when int.TryParse(name, out int index) && index >= 0 && index < sequence.Items.Count =>
                    sequence.Items[index],
                _ => null,
            };
        }

        return node;
    }
}
