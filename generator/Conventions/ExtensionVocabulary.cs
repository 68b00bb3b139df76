namespace Outreach.Bulk.Generator.Conventions;

/// <summary>
/// The words of ours that a description or an overlay may use, where, and with which values: the one list for both.
/// <c>spec/README.md</c> says the same.
/// </summary>
internal static class ExtensionVocabulary
{
    // The most letters in which a name may differ from one of ours and be taken for it.
    private const int MostSlips = 2;

    private static readonly Dictionary<string, ExtensionRule> s_rules = new(StringComparer.Ordinal)
    {
        [Extension.Effect] = new(ExtensionPlace.BulkAction, "a bulk action", ExtensionValueKind.Effect),
        [Extension.Scopes] = new(ExtensionPlace.Operation, "an operation", ExtensionValueKind.Texts),
        [Extension.ScopesNote] = new(ExtensionPlace.Operation, "an operation", ExtensionValueKind.Text),
        [Extension.Filterable] = new(ExtensionPlace.Attribute, "an attribute", ExtensionValueKind.Flag),
        [Extension.Sortable] = new(ExtensionPlace.Attribute, "an attribute", ExtensionValueKind.Flag),
        [Extension.FilterableBy] = new(ExtensionPlace.Relationship, "a relationship", ExtensionValueKind.Filters),
        [Extension.Filters] = new(ExtensionPlace.Model, "the schema of a model", ExtensionValueKind.Filters),
        [Extension.Collection] = new(ExtensionPlace.Model, "the schema of a model", ExtensionValueKind.Path),
        [Extension.KnownValues] = new(
            ExtensionPlace.Attribute | ExtensionPlace.Items, "an attribute or the items of one", ExtensionValueKind.KnownValues),
        [Extension.FieldsOf] = new(ExtensionPlace.BodyAttributes, "the 'attributes' of a body", ExtensionValueKind.Text),
        [Extension.AlternativeBodies] = new(ExtensionPlace.BodyAttributes, "the 'attributes' of a body", ExtensionValueKind.List),
        [Extension.FilterForm] = new(ExtensionPlace.Parameter, "a parameter", ExtensionValueKind.Map),
        [Extension.Models] = new(ExtensionPlace.Document, "the document itself", ExtensionValueKind.Models),
        [Extension.Limits] = new(ExtensionPlace.Document, "the document itself", ExtensionValueKind.List),
        [Extension.Name] = new(
            ExtensionPlace.Operation | ExtensionPlace.Attribute | ExtensionPlace.Relationship,
            "an operation, an attribute or a relationship",
            ExtensionValueKind.Name),
        [Extension.Evidence] = new(ExtensionPlace.Anywhere, "any part", ExtensionValueKind.Text),
    };

    /// <summary>All extensions that mean something.</summary>
    public static IReadOnlyCollection<string> Known => s_rules.Keys;

    /// <summary>The rule of an extension; null for a word that is not one of ours.</summary>
    public static ExtensionRule? Find(string name) => s_rules.TryGetValue(name, out ExtensionRule? rule) ? rule : null;

    /// <summary>Whether a name is one of ours, or can only be meant to be.</summary>
    public static bool IsOurs(string name) =>
        name.Length > Extension.Prefix.Length && name[0] is 'x' or 'X' or 'o' && (IsPrefixed(name) || Nearest(name) is not null);

    /// <summary>Whether a name begins as ours do, in whatever letter case and with whatever between the words.</summary>
    public static bool IsPrefixed(string name)
    {
        const string stem = "xoutreach";
        int at = 0;
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] is '-' or '_')
                continue;
            if (char.ToLowerInvariant(name[i]) != stem[at])
                return false;
            if (++at == stem.Length)
                return name.Length > i + 1;
        }

        return false;
    }

    /// <summary>
    /// Whether a text has a word that begins as ours do and is not one of them, in whatever part. Looking for one in a text costs far less
    /// than looking at each key of it.
    /// </summary>
    public static bool HasUnknownWord(string text)
    {
        const string stem = "outreach";
        for (int at = 0; text.IndexOf(stem, at, StringComparison.OrdinalIgnoreCase) is >= 0 and int found; at = found + stem.Length)
        {
            int start = found - 1;
            while (start >= 0 && text[start] is '-' or '_')
                start--;
            if (start < 0 || text[start] is not ('x' or 'X'))
                continue;
            int end = found + stem.Length;
            while (end < text.Length && (text[end] is '-' or '_' || char.IsLetterOrDigit(text[end])))
                end++;
            if (!s_rules.ContainsKey(text[start..end]))
                return true;
        }

        return false;
    }

    /// <summary>The extension that a name is, or is most likely meant to be; null where that is not clear.</summary>
    public static string? Nearest(string name)
    {
        string? nearest = null;
        int least = MostSlips + 1;
        foreach (string known in s_rules.Keys)
        {
            int slips = Math.Abs(known.Length - name.Length) > MostSlips
                ? least
                : Spelling.Slips(known, name.ToLowerInvariant().Replace('_', '-'));
            if (slips < least)
                (nearest, least) = (known, slips);
        }

        return nearest;
    }
}
