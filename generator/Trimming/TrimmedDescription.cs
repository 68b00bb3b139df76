using System.Globalization;

namespace Outreach.Bulk.Generator.Trimming;

// The OpenAPI reader looks at each letter several times, and half of a description's letters are prose.
/// <summary>A small OpenAPI document as JSON, in which numbers stand for the texts of summaries and descriptions.</summary>
/// <param name="Json">The document.</param>
/// <param name="Prose">The texts.</param>
internal sealed record TrimmedDescription(string Json, IReadOnlyList<string> Prose)
{
    /// <summary>The text that a summary or description stands for; empty where there is none.</summary>
    public string Text(string? number) => number is null ? "" : Prose[int.Parse(number, CultureInfo.InvariantCulture)];
}
