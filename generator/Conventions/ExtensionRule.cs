namespace Outreach.Bulk.Generator.Conventions;

/// <summary>What an extension must be.</summary>
/// <param name="Places">Where it means something.</param>
/// <param name="Where">The same in words.</param>
/// <param name="Value">What its value is.</param>
internal sealed record ExtensionRule(ExtensionPlace Places, string Where, ExtensionValueKind Value);

/// <summary>The kinds of values that extensions have.</summary>
internal enum ExtensionValueKind
{
    Effect,
    Flag,
    Text,

    /// <summary>A text of which C# can make a name.</summary>
    Name,

    /// <summary>Segments of a URL that say what they are; the runtime refuses any other.</summary>
    Path,
    Texts,

    /// <summary>A list of texts, or of maps whose <c>value</c> is one.</summary>
    KnownValues,

    /// <summary>A map of names to the few keywords that a filter has.</summary>
    Filters,

    /// <summary>The table of models, which <see cref="ResourceTable"/> reads and checks.</summary>
    Models,

    List,
    Map,
}
