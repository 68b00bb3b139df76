namespace Outreach.Bulk.Generator.Conventions;

/// <summary>Tells the fields whose meaning each organisation sets from all others.</summary>
internal static class CustomFieldName
{
    private const string Stem = "custom";

    /// <summary>Whether an attribute is <c>custom1</c>, <c>custom2</c> and so on.</summary>
    public static bool Is(string attribute) =>
        attribute.Length > Stem.Length
        && attribute.StartsWith(Stem, StringComparison.Ordinal)
        && attribute.Skip(Stem.Length).All(letter => letter is >= '0' and <= '9');
}
